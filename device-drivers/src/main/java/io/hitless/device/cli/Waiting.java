package io.hitless.device.cli;

import io.hitless.device.IssuDriver.Patience;
import java.time.Duration;

/// The clocks that run while a command does: the whole, the silence since the last sign of life,
/// and the time to the first words. Progress pushes only the silence ahead.
final class Waiting {
  private final long started = System.nanoTime();
  private final Patience patience;
  private final Duration firstWords;
  private long lastHeard = started;

  Waiting(Patience patience, Duration firstWords) {
    this.patience = patience;
    this.firstWords = firstWords;
  }

  void heard() {
    lastHeard = System.nanoTime();
  }

  /// How long may still be waited for the next piece.
  Duration next(boolean spoken) {
    Duration left = min(left(started, patience.overall()), left(lastHeard, patience.silence()));
    return spoken ? left : min(left, left(started, firstWords));
  }

  Duration shorter(Duration wanted, boolean spoken) {
    return min(wanted, next(spoken));
  }

  boolean over(boolean spoken) {
    return next(spoken).isZero();
  }

  boolean overallOver() {
    return left(started, patience.overall()).isZero();
  }

  private static Duration left(long since, Duration allowed) {
    Duration left = allowed.minusNanos(System.nanoTime() - since);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
