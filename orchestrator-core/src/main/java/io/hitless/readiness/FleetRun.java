package io.hitless.readiness;

import io.hitless.image.ImageId;
import java.time.Instant;
import java.util.Optional;

/// One look at many devices.
///
/// @param image what they would be upgraded to, if that was said
/// @param atOnce how many devices are looked at at the same time, over all replicas
/// @param by who asked
/// @param tally how far it is
public record FleetRun(
    RunId id,
    Targets targets,
    Optional<ImageId> image,
    int atOnce,
    String by,
    Instant createdAt,
    Tally tally) {

  /// Devices by what was found; the rest is still to be looked at.
  public record Tally(int devices, int ready, int notReady, int unknown) {
    public int done() {
      return ready + notReady + unknown;
    }
  }

  public ReadinessRun.State state() {
    return tally.done() < tally.devices() ? ReadinessRun.State.RUNNING : ReadinessRun.State.DONE;
  }

  /// Of the whole, once all of it is known: as ready as its least ready device.
  public Optional<ReadinessRun.Verdict> verdict() {
    if (state() == ReadinessRun.State.RUNNING) {
      return Optional.empty();
    }
    return Optional.of(
        tally.notReady() > 0
            ? ReadinessRun.Verdict.NOT_READY
            : tally.unknown() > 0 ? ReadinessRun.Verdict.UNKNOWN : ReadinessRun.Verdict.READY);
  }
}
