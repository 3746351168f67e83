package io.hitless.benchmarks;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what nobody announces.
final class Quiet {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private Quiet() {}

  static void await(Duration atMost, BooleanSupplier reached) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not reached within " + atMost);
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }
}
