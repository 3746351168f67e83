package io.hitless.db;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// The cluster scheduler: picks what is due of all jobs and readiness runs, on every replica, and
/// has it executed on virtual threads. Nothing is picked twice (`SKIP LOCKED`), and what a dead
/// process had picked is picked again once its heartbeats are missing (15 s; the scheduler looks
/// every 6 s).
public final class TurnScheduler implements AutoCloseable {
  private static final Duration NEVER = Duration.ofDays(36_500);

  private final Scheduler scheduler;
  private final Executions executions;

  TurnScheduler(
      DataSource database,
      InstantSource clock,
      String replica,
      Settings settings,
      Executions executions,
      Turns turns,
      Upkeep upkeep) {
    this.executions = executions;
    List<Task<?>> planned = List.of(turns.jobTurn(), turns.readinessRun());
    List<RecurringTask<?>> regular = upkeep.tasks();
    Picks picks =
        new Picks(
            settings.patientTurns(),
            Stream.concat(planned.stream(), regular.stream()).map(Task::getName).toList(),
            executions::look);
    this.scheduler =
        Scheduler.create(database, planned)
            .startTasks(regular)
            .jdbcCustomization(picks)
            .addExecutionInterceptor(picks)
            .schedulerName(new SchedulerName.Fixed(replica))
            .clock(clock::instant)
            .serializer(new TaskWords())
            .threads(settings.concurrentTurns())
            .executorService(
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("turn-", 0).factory()))
            // No queue in this process: what it can't do at once stays for the others.
            .pollUsingLockAndFetch(0.5, 1.0)
            .pollingInterval(settings.poll())
            .enablePriority()
            .heartbeatInterval(settings.heartbeat())
            .missedHeartbeatsLimit(settings.missedHeartbeats())
            .shutdownMaxWait(settings.patience())
            // A sibling of another release may know tasks that we don't.
            .deleteUnresolvedAfter(NEVER)
            .build();
  }

  public void start() {
    scheduler.start();
    executions.onDue(scheduler::triggerCheckForDueExecutions);
  }

  /// Picks nothing more, waits for what is being executed, and interrupts what outlasts the
  /// patience. What was interrupted is picked by a sibling, or after the next start.
  public void stop() {
    executions.onDue(() -> {});
    if (!scheduler.getSchedulerState().isShuttingDown()) {
      scheduler.stop();
    }
  }

  @Override
  public void close() {
    stop();
  }

  /// Who is told of what the scheduler itself sees.
  public interface Witness {
    Witness NOBODY = new Witness() {};

    /// A turn of a job starts, so long after it was due.
    default void started(Duration late) {}

    /// The watchdog found so many jobs and runs that nothing would have taken up.
    default void restored(int found) {}
  }

  /// How much is done at once, and how soon things are noticed.
  ///
  /// @param concurrentTurns executions at once in this process, on virtual threads; a quarter of
  ///   them is kept for those that are pressing
  /// @param concurrentReadinessRuns how many of them may be readiness runs; less than three
  ///   quarters, so that jobs which may wait find room beside them
  /// @param poll how often is looked for what has become due; what this process makes due itself is
  ///   noticed at once
  /// @param heartbeat how often an execution says that it is alive
  /// @param missedHeartbeats how many must be missing until it counts as dead, four at least
  /// @param patience how long a stop waits for executions
  public record Settings(
      int concurrentTurns,
      int concurrentReadinessRuns,
      Duration poll,
      Duration heartbeat,
      int missedHeartbeats,
      Duration patience) {
    public static final Settings DEFAULT =
        new Settings(
            256, 128, Duration.ofMillis(50), Duration.ofSeconds(3), 5, Duration.ofSeconds(20));

    public Settings {
      if (concurrentTurns < 1 || concurrentReadinessRuns < 1 || missedHeartbeats < 4) {
        throw new IllegalArgumentException(
            "at least one turn and one readiness run at once, and four heartbeats");
      }
    }

    /// Executions at once that may wait.
    int patientTurns() {
      return concurrentTurns - concurrentTurns / 4;
    }

    public Settings withConcurrentTurns(int turns) {
      return new Settings(
          turns, concurrentReadinessRuns, poll, heartbeat, missedHeartbeats, patience);
    }

    public Settings withConcurrentReadinessRuns(int runs) {
      return new Settings(concurrentTurns, runs, poll, heartbeat, missedHeartbeats, patience);
    }

    public Settings withHeartbeat(Duration interval) {
      return new Settings(
          concurrentTurns, concurrentReadinessRuns, poll, interval, missedHeartbeats, patience);
    }

    public Settings withPatience(Duration wait) {
      return new Settings(
          concurrentTurns, concurrentReadinessRuns, poll, heartbeat, missedHeartbeats, wait);
    }
  }
}
