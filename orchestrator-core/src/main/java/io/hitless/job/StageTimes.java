package io.hitless.job;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How long a stage may take, how long it usually takes, and what that makes of a job's progress.
/// In the device's time; from the timelines of Cisco's ISSU guide for the C9500 and the deadlines
/// that our lifecycle sets.
final class StageTimes {
  /// How long a device is waited for where the stage itself has no end.
  static final Duration FOR_THE_DEVICE = Duration.ofMinutes(60);

  private record Times(Optional<Duration> allowed, Duration usual, int percentBefore) {}

  private static final Map<Stage, Times> TIMES = new EnumMap<>(Stage.class);

  static {
    // Waiting for its hour costs nothing.
    TIMES.put(Stage.QUEUED, new Times(Optional.empty(), Duration.ofSeconds(1), 0));
    // A standby that is not hot yet is waited for 20 min, and one that is until it has been so for
    // 15.
    TIMES.put(Stage.PRECHECKING, times(45, 1, 1));
    // Computing a hash takes up to 20 min, a copy at 265 KB/s close to an hour.
    TIMES.put(Stage.STAGING, times(90, 3, 4));
    TIMES.put(Stage.ADDING, times(30, 6, 10));
    TIMES.put(Stage.STAGED, new Times(Optional.empty(), Duration.ofSeconds(1), 28));
    // 30 min until the switchover, and up to 20 min in which nobody answers.
    TIMES.put(Stage.ACTIVATING, times(50, 9, 30));
    TIMES.put(Stage.WAITING_FOR_SSO, times(45, 8, 52));
    TIMES.put(Stage.SOAKING, times(120, 10, 70));
    TIMES.put(Stage.COMMITTING, times(30, 7, 86));
    TIMES.put(Stage.INSTALLING, times(90, 25, 10));
    TIMES.put(Stage.VERIFYING, times(30, 1, 97));
    TIMES.put(Stage.ABORTING, times(60, 16, 60));
    TIMES.put(Stage.CLEARING, times(60, 2, 90));
  }

  private static final List<Stage> THREE_STEPS =
      List.of(
          Stage.QUEUED,
          Stage.PRECHECKING,
          Stage.STAGING,
          Stage.ADDING,
          Stage.STAGED,
          Stage.ACTIVATING,
          Stage.WAITING_FOR_SSO,
          Stage.SOAKING,
          Stage.COMMITTING,
          Stage.VERIFYING);
  private static final List<Stage> ONE_STEP =
      List.of(Stage.QUEUED, Stage.PRECHECKING, Stage.STAGING, Stage.INSTALLING, Stage.VERIFYING);

  private StageTimes() {}

  /// Absent for stages that wait for people, hours or nothing.
  static Optional<Duration> allowed(Stage stage) {
    return Optional.ofNullable(TIMES.get(stage)).flatMap(Times::allowed);
  }

  static Duration usual(Stage stage, JobOrder order) {
    return stage == Stage.SOAKING
        ? order.soak()
        : Optional.ofNullable(TIMES.get(stage)).map(Times::usual).orElse(Duration.ZERO);
  }

  /// How far the job is, by how long its stage has lasted.
  static int percent(Job job, Instant now, Pace pace) {
    if (job.stage().terminal()) {
      return 100;
    }
    Times times = TIMES.get(job.stage());
    if (times == null) {
      return job.percent();
    }
    int next =
        following(job).stream().findFirst().map(TIMES::get).map(Times::percentBefore).orElse(99);
    double usual = Math.max(1, pace.scaled(usual(job.stage(), job.order())).toMillis());
    double spent = Duration.between(job.enteredAt(), now).toMillis();
    double part =
        copying(job)
            .map(transfer -> 0.8 * transfer.percent() / 100)
            .orElseGet(() -> Math.clamp(spent / usual, 0, 0.95));
    return times.percentBefore() + (int) (part * Math.max(0, next - times.percentBefore()));
  }

  /// When the job should be through, if it goes on as such jobs do.
  static Optional<Instant> eta(Job job, Instant now, Pace pace) {
    if (job.stage().terminal() || job.stage() == Stage.NEEDS_OPERATOR) {
      return Optional.empty();
    }
    Duration spent = Duration.between(job.enteredAt(), now);
    Duration here = pace.scaled(usual(job.stage(), job.order())).minus(spent);
    Duration rest =
        copying(job)
            .flatMap(Transfer::eta)
            .map(end ->
                Duration.between(now, end).plus(pace.scaled(usual(job.stage(), job.order()))))
            .orElse(here);
    rest = rest.isNegative() ? Duration.ZERO : rest;
    for (Stage stage : following(job)) {
      rest = rest.plus(pace.scaled(usual(stage, job.order())));
    }
    return Optional.of(now.plus(rest));
  }

  private static Optional<Transfer> copying(Job job) {
    return job.stage() == Stage.STAGING ? job.memory().transfer() : Optional.empty();
  }

  private static List<Stage> following(Job job) {
    List<Stage> way = job.order().workflow() == JobOrder.Workflow.ONE_STEP ? ONE_STEP : THREE_STEPS;
    int at = way.indexOf(job.stage());
    return at < 0 ? List.of() : way.subList(at + 1, way.size());
  }

  private static Times times(int allowedMinutes, int usualMinutes, int percentBefore) {
    return new Times(
        Optional.of(Duration.ofMinutes(allowedMinutes)),
        Duration.ofMinutes(usualMinutes),
        percentBefore);
  }
}
