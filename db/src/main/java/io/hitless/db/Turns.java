package io.hitless.db;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.hitless.job.JobId;
import io.hitless.readiness.ReadinessRun;
import io.hitless.readiness.ReadinessRuns;
import io.hitless.readiness.RunId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the cluster scheduler executes: one turn of a job, or one readiness run. An execution whose
/// process died is revived by any replica; the job's lease then tells that turn that it took over.
final class Turns {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);
  private static final int READINESS_ATTEMPTS = 5;

  private final Executions executions;
  private final ReadinessRuns runs;
  private final InstantSource clock;
  private final Semaphore readinessSlots;
  private final Function<JobId, Optional<Instant>> turn;
  private final Consumer<RunId> look;
  private final TurnScheduler.Witness witness;

  Turns(
      Executions executions,
      ReadinessRuns runs,
      InstantSource clock,
      TurnScheduler.Settings settings,
      Function<JobId, Optional<Instant>> turn,
      Consumer<RunId> look,
      TurnScheduler.Witness witness) {
    this.executions = executions;
    this.runs = runs;
    this.clock = clock;
    this.readinessSlots = new Semaphore(settings.concurrentReadinessRuns());
    this.turn = turn;
    this.look = look;
    this.witness = witness;
  }

  Task<Void> jobTurn() {
    return Tasks.custom(Executions.JOB_TURN, Void.class)
        .defaultPriority(Executions.JOB_PRIORITY)
        .onDeadExecution(this::revive)
        .onFailure(laterEachTime())
        .execute((instance, context) -> {
          witness.started(Duration.between(context.getExecution().executionTime, clock.instant()));
          Optional<Instant> next = turn.apply(new JobId(UUID.fromString(instance.getId())));
          return next.map(this::again).orElseGet(this::end);
        });
  }

  Task<Void> readinessRun() {
    return Tasks.custom(Executions.READINESS_RUN, Void.class)
        .defaultPriority(Executions.READINESS_PRIORITY)
        .onDeadExecutionRevive()
        .onFailure(giveUpSometime())
        .execute((instance, _) -> {
          // A slot of the scheduler that only waits would be one less for upgrades.
          if (!readinessSlots.tryAcquire()) {
            return again(clock.instant().plusMillis(ThreadLocalRandom.current().nextInt(250, 750)));
          }
          try {
            RunId run = new RunId(UUID.fromString(instance.getId()));
            if (!runs.begin(run)) {
              // Another run is at the device just now.
              return again(
                  clock.instant().plusMillis(ThreadLocalRandom.current().nextInt(1000, 2000)));
            }
            look.accept(run);
            return end();
          } finally {
            readinessSlots.release();
          }
        });
  }

  /// Whoever died may have brought the job to where it presses.
  private void revive(ExecutionComplete dead, ExecutionOperations<Void> operations) {
    executions.rank(dead.getExecution().getId());
    new DeadExecutionHandler.ReviveDeadExecution<Void>().deadExecution(dead, operations);
  }

  private CompletionHandler<Void> again(Instant next) {
    return (complete, _) ->
        kept(complete.getExecution(), executions.again(complete.getExecution(), next));
  }

  private CompletionHandler<Void> end() {
    return (complete, _) -> kept(complete.getExecution(), executions.end(complete.getExecution()));
  }

  private static void kept(Execution execution, boolean ours) {
    if (!ours) {
      LOG.warn(
          "{} {} was taken over by another replica while this one was at it",
          execution.getTaskName(),
          execution.getId());
    }
  }

  private FailureHandler<Void> laterEachTime() {
    return (complete, operations) ->
        operations.reschedule(
            complete, clock.instant().plus(backOff(complete.getExecution().consecutiveFailures)));
  }

  /// A readiness run must come to an end: after a few failures of ours its answer is that we don't
  /// know.
  private FailureHandler<Void> giveUpSometime() {
    return (complete, operations) -> {
      Execution execution = complete.getExecution();
      if (execution.consecutiveFailures + 1 < READINESS_ATTEMPTS) {
        laterEachTime().onFailure(complete, operations);
        return;
      }
      LOG.error("readiness run {} failed {} times", execution.getId(), READINESS_ATTEMPTS);
      runs.finish(
          new RunId(UUID.fromString(execution.getId())),
          ReadinessRun.Verdict.UNKNOWN,
          List.of(),
          clock.instant());
      operations.stop();
    };
  }

  private static Duration backOff(int failuresBefore) {
    Duration wait = Duration.ofSeconds(1L << Math.min(failuresBefore, 6));
    return wait.compareTo(LONGEST_BACK_OFF) < 0 ? wait : LONGEST_BACK_OFF;
  }
}
