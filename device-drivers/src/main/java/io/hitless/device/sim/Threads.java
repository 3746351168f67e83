package io.hitless.device.sim;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;

/// The few threads that all simulated switches of a process share.
record Threads(ScheduledExecutorService timer, ExecutorService workers) {
  private static final class Shared {
    private static final Threads INSTANCE = create();
  }

  static Threads shared() {
    return Shared.INSTANCE;
  }

  private static Threads create() {
    ThreadFactory daemon = Thread.ofPlatform().daemon().name("simulated-time-", 0).factory();
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemon);
    timer.setRemoveOnCancelPolicy(true);
    return new Threads(
        timer,
        Executors.newFixedThreadPool(
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            Thread.ofPlatform().daemon().name("simulated-switch-", 0).factory()));
  }
}
