package io.hitless.job;

import io.hitless.device.IssuDriver.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// How fast the world that we watch runs. In production the scale is 1. A simulated switch that
/// runs 60 times as fast is watched 60 times as often: every wait, poll, deadline and soak of ours
/// is multiplied by the scale, and so is a duration that a device prints, before it is compared
/// with our clock. Leases are not: they guard against our own failures, not the device's slowness.
public final class Pace {
  /// Below this the latency of our own machine would be taken for a device's silence.
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(15);

  private static final Duration LEAST_POLL = Duration.ofMillis(100);

  /// A poll may come so much earlier or later, so that a fleet that was started together does not
  /// ask together.
  private static final double JITTER = 0.1;

  private final double scale;
  private final RandomGenerator random;

  /// @param scale 1 for real switches, 0.01 for one that runs 100 times as fast
  /// @param random spreads polls
  public Pace(double scale, RandomGenerator random) {
    if (!(scale > 0 && scale <= 1)) {
      throw new IllegalArgumentException("the time scale must be above 0 and at most 1");
    }
    this.scale = scale;
    this.random = random;
  }

  public double scale() {
    return scale;
  }

  /// `device` time on our clock.
  public Duration scaled(Duration device) {
    return Duration.ofNanos((long) (device.toNanos() * scale));
  }

  /// `ours` as the device's clock would count it.
  public Duration onDevice(Duration ours) {
    return Duration.ofNanos((long) (ours.toNanos() / scale));
  }

  public Instant after(Instant from, Duration device) {
    return from.plus(scaled(device));
  }

  /// Like [#scaled] for a deadline that our own latency counts against.
  public Duration allowed(Duration device) {
    return longer(scaled(device), LEAST_PATIENCE);
  }

  /// When to look again, with jitter.
  public Instant poll(Instant from, Duration interval) {
    double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
    return from.plus(
        longer(Duration.ofNanos((long) (scaled(interval).toNanos() * factor)), LEAST_POLL));
  }

  public Patience patience(Duration overall, Duration silence) {
    return new Patience(allowed(overall), allowed(silence));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
