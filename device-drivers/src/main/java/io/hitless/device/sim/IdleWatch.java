package io.hitless.device.sim;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Cuts a session that has been silent for too long (`exec-timeout`, ten minutes unless configured
/// otherwise).
final class IdleWatch {
  private final Timeline timeline;
  private final BooleanSupplier busy;
  private final Runnable cut;
  private final boolean cutsAnyway;
  private final Duration patience;
  private Timeline.@Nullable Timer timer;

  /// @param busy whether a command runs, which counts as being awake
  IdleWatch(Chassis chassis, BooleanSupplier busy, Runnable cut) {
    Optional<Mishap.IdleCut> early = chassis.troubles().standing(Mishap.IdleCut.class);
    this.timeline = chassis.timeline();
    this.busy = busy;
    this.cut = cut;
    this.cutsAnyway = early.isPresent();
    this.patience =
        early
            .map(idleCut -> Duration.ofMillis((long) (idleCut.seconds() * 1000)))
            .orElse(Duration.ofMinutes(10));
  }

  /// The session has shown a sign of life.
  void touch() {
    stop();
    timer = timeline.after(patience, this::expired);
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
    }
  }

  private void expired() {
    if (busy.getAsBoolean() && !cutsAnyway) {
      touch();
    } else {
      cut.run();
    }
  }
}
