package io.hitless.api.wiring;

import io.hitless.db.TurnScheduler;
import io.hitless.job.JobRunner;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/// Starts turns once everything stands, and lets those that are going on end before anything that
/// they need is taken away: nothing new is begun, each turn ends with its step, and the few that
/// still listen to a device when three quarters of the patience are over hang up and say so.
final class WhileRunning implements SmartLifecycle {
  private final boolean enabled;
  private final TurnScheduler scheduler;
  private final JobRunner jobs;
  private final Duration patience;
  private volatile boolean running;

  WhileRunning(boolean enabled, TurnScheduler scheduler, JobRunner jobs, Duration patience) {
    this.enabled = enabled;
    this.scheduler = scheduler;
    this.jobs = jobs;
    this.patience = patience;
  }

  @Override
  public void start() {
    if (enabled) {
      scheduler.start();
    }
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    jobs.leave();
    var drained = new CountDownLatch(1);
    Thread.ofVirtual().name("drain").start(() -> hangUpUnless(drained));
    scheduler.stop();
    drained.countDown();
  }

  private void hangUpUnless(CountDownLatch drained) {
    try {
      if (!drained.await(patience.toMillis() * 3 / 4, TimeUnit.MILLISECONDS)) {
        jobs.hangUp();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
