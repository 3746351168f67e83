package io.hitless.device.sim;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Waits for something to become true, by looking often.
final class Waiting {
  private static final ScheduledExecutorService LOOKING =
      Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().factory());

  private Waiting() {}

  static void until(BooleanSupplier condition) throws InterruptedException {
    CountDownLatch met = new CountDownLatch(1);
    var looking =
        LOOKING.scheduleWithFixedDelay(
            () -> {
              if (condition.getAsBoolean()) {
                met.countDown();
              }
            },
            0,
            50,
            TimeUnit.MILLISECONDS);
    boolean inTime = met.await(60, TimeUnit.SECONDS);
    looking.cancel(false);
    if (!inTime) {
      throw new AssertionError("it never became true");
    }
  }
}
