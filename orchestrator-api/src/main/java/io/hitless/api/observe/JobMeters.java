package io.hitless.api.observe;

import io.hitless.event.Event;
import io.hitless.job.Job;
import io.hitless.job.JobOrder;
import io.hitless.job.Outcome;
import io.hitless.job.Pace;
import io.hitless.job.Stage;
import io.hitless.readiness.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Counts what the events of a job say, on the replica that wrote them and once they are written.
public final class JobMeters {
  private static final Set<String> RESULTS =
      Arrays.stream(CheckResult.Result.values()).map(Enum::name).collect(Collectors.toSet());

  private final Meters meters;
  private final Platforms platforms;
  private final Pace pace;

  public JobMeters(Meters meters, Platforms platforms, Pace pace) {
    this.meters = meters;
    this.platforms = platforms;
    this.pace = pace;
    for (String platform : Platforms.words()) {
      for (String outcome : Words.OUTCOMES) {
        // At zero from the start: a first failure is an increase then.
        meters.completions(outcome, word(JobOrder.Workflow.THREE_STEP), platform);
      }
    }
    Words.VERDICTS.forEach(meters::reconcile);
    Words.PREVENTED.forEach(meters::duplicateWritePrevented);
  }

  /// With every answer of these checks at zero from the start, for the same reason.
  public JobMeters asking(Set<String> checks) {
    for (String check : checks) {
      RESULTS.forEach(result -> meters.checkResults(check, word(result)));
    }
    return this;
  }

  /// @param written the job as it was written with `events`
  void written(Job written, List<Event> events) {
    for (Event event : events) {
      switch (event) {
        case Event.StateChanged change when change.from().isPresent() -> moved(written, change);
        case Event.JobNote note when note.kind() == Event.Kind.RECONCILED ->
            reconciled(note.details());
        case Event.JobNote note when note.kind() == Event.Kind.STEP_ENDED ->
            checked(note.details());
        case Event.StateChanged _, Event.JobNote _, Event.DeviceNote _, Event.SecurityNote _ -> {}
      }
    }
  }

  /// A lease that was lost kept a command from being sent by two.
  void intentFenced() {
    meters.duplicateWritePrevented(Words.LEASE_LOST).increment();
  }

  private void moved(Job job, Event.StateChanged change) {
    Stage from = Stage.valueOf(change.from().orElseThrow());
    Stage to = Stage.valueOf(change.to());
    String platform = platforms.of(change.on());
    Duration took = took(job);
    if (from != Stage.QUEUED && from != Stage.STAGED) {
      // Those two wait for people, for as long as people like.
      meters.stepDuration(word(from), Words.outcome(from, to), platform).record(took);
    }
    if (from == Stage.WAITING_FOR_SSO && to == Stage.SOAKING) {
      meters.ssoRecovery(platform).record(took);
    }
    if (to.terminal() || to == Stage.NEEDS_OPERATOR) {
      ended(job, to, platform);
    }
  }

  private void ended(Job job, Stage to, String platform) {
    boolean byDevice =
        job.outcome()
            .flatMap(Outcome::rolledBackBy)
            .filter(Outcome.RolledBackBy.DEVICE::equals)
            .isPresent();
    String outcome =
        to == Stage.ROLLED_BACK && byDevice ? Words.ROLLED_BACK_BY_DEVICE : Words.of(to);
    meters.completions(outcome, word(job.order().workflow()), platform).increment();
    Instant begun =
        job.timeline().stream()
            .filter(entry -> entry.stage() == Stage.PRECHECKING)
            .findFirst()
            .map(Job.Entered::at)
            .orElse(job.createdAt());
    Duration all = Duration.between(begun, job.timeline().getLast().at());
    meters.jobDuration(outcome, platform).record(pace.onDevice(all));
  }

  /// How long the state before the last was held.
  private Duration took(Job job) {
    List<Job.Entered> timeline = job.timeline();
    Instant left = timeline.getLast().at();
    Instant entered = timeline.get(Math.max(0, timeline.size() - 2)).at();
    return pace.onDevice(Duration.between(entered, left));
  }

  private void reconciled(Map<String, Object> details) {
    String verdict = word(String.valueOf(details.get("verdict")));
    meters.reconcile(verdict).increment();
    boolean intended = !"NONE".equals(details.get("intent"));
    if (intended && Words.PREVENTED.contains(verdict)) {
      meters.duplicateWritePrevented(verdict).increment();
    }
  }

  private void checked(Map<String, Object> details) {
    details.forEach((check, result) -> {
      if (RESULTS.contains(String.valueOf(result))) {
        meters.checkResults(check, word(String.valueOf(result))).increment();
      }
    });
  }

  static String word(Enum<?> word) {
    return word(word.name());
  }

  private static String word(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
