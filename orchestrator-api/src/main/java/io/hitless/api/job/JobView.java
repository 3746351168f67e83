package io.hitless.api.job;

import io.hitless.job.Action;
import io.hitless.job.Grant;
import io.hitless.job.Job;
import io.hitless.job.JobOrder;
import io.hitless.job.Outcome.RolledBackBy;
import io.hitless.job.Stage;
import io.hitless.job.WaitingFor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One upgrade as it is shown.
///
/// @param takenOver whether an operator has the device, so that nothing is sent
/// @param brokenGlass whether somebody went on without a second person, in an emergency
/// @param autoAbort the device's own timer as last read, `null` while none runs
/// @param outcome how it ended or why it is parked, `null` until then
/// @param author who ordered it
record JobView(
    String id,
    Device device,
    Image image,
    JobOrder.Workflow workflow,
    Stage state,
    boolean terminal,
    List<WaitingFor> waitingFor,
    Optional<Step> step,
    Progress progress,
    Optional<AutoAbort> autoAbort,
    Optional<Outcome> outcome,
    boolean takenOver,
    boolean brokenGlass,
    List<Entered> timeline,
    List<String> legalActions,
    JobOrder.CommitBy commit,
    Duration soak,
    JobOrder.OnFailure onFailure,
    Optional<Instant> notBefore,
    boolean stageOnly,
    boolean acknowledgeNoRollback,
    List<Ref> externalRefs,
    String reason,
    String author,
    Instant createdAt,
    Instant updatedAt) {

  record Device(String id, String name, Optional<String> site) {}

  record Image(String id, String filename, String version) {}

  /// What is being done.
  record Step(String name, Instant startedAt, Optional<Instant> deadline) {}

  /// @param transfer how far the copy of the image is, `null` while none goes on
  record Progress(int percent, Optional<Instant> eta, Optional<Transfer> transfer) {}

  /// @param bytes on the flash, or taken by the device
  /// @param bytesPerSecond over the last minutes
  /// @param eta when the last byte should have come
  record Transfer(
      long bytes, long totalBytes, int percent, long bytesPerSecond, Optional<Instant> eta) {}

  /// @param remaining until the device rolls back by itself
  record AutoAbort(Duration remaining, Instant deadline) {}

  /// @param evidence lines that the switch printed
  /// @param guide what to do now, step by step
  record Outcome(
      String code,
      String summary,
      List<String> evidence,
      Optional<RolledBackBy> rolledBackBy,
      List<String> guide) {}

  record Entered(Stage state, Instant enteredAt) {}

  record Ref(String system, String key) {}

  static JobView of(Job job, Instant now, Set<Action> legal) {
    JobOrder order = job.order();
    return new JobView(
        job.id().toString(),
        new Device(order.device().toString(), order.deviceName(), order.site()),
        new Image(order.image().toString(), order.filename(), order.target().toString()),
        order.workflow(),
        job.stage(),
        job.stage().terminal(),
        job.waitingFor().stream().sorted().toList(),
        job.step().map(it -> new Step(it.name(), it.startedAt(), it.deadline())),
        new Progress(job.percent(), job.eta(), transfer(job)),
        autoAbort(job, now),
        outcome(job),
        job.handedOver(),
        job.memory().granted().contains(Grant.BROKEN_GLASS),
        job.timeline().stream().map(it -> new Entered(it.stage(), it.at())).toList(),
        legal.stream().sorted().map(Action::word).toList(),
        order.commit(),
        order.soak(),
        order.onFailure(),
        order.notBefore(),
        order.stageOnly(),
        order.acknowledgeNoRollback(),
        order.externalRefs().stream().map(it -> new Ref(it.system(), it.key())).toList(),
        order.reason(),
        order.author(),
        job.createdAt(),
        job.updatedAt());
  }

  private static Optional<Transfer> transfer(Job job) {
    return job.memory()
        .transfer()
        .filter(_ -> job.stage() == Stage.STAGING)
        .map(it ->
            new Transfer(it.bytes(), it.totalBytes(), it.percent(), it.bytesPerSecond(), it.eta()));
  }

  private static Optional<AutoAbort> autoAbort(Job job, Instant now) {
    return job.memory()
        .timerEndsAt()
        .filter(_ -> !job.stage().terminal())
        .map(end -> {
          Duration left = Duration.between(now, end);
          return new AutoAbort(
              left.isNegative() ? Duration.ZERO : Duration.ofSeconds(left.toSeconds()), end);
        });
  }

  private static Optional<Outcome> outcome(Job job) {
    return job.outcome()
        .map(it ->
            new Outcome(it.code(), it.summary(), it.evidence(), it.rolledBackBy(), it.guide()));
  }
}
