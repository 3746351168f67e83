package io.hitless.api.wiring;

import io.hitless.db.TurnScheduler;
import org.springframework.context.SmartLifecycle;

/// Starts turns once everything stands, and lets those that are going on end before anything that
/// they need is taken away.
final class WhileRunning implements SmartLifecycle {
  private final boolean enabled;
  private final TurnScheduler scheduler;
  private volatile boolean running;

  WhileRunning(boolean enabled, TurnScheduler scheduler) {
    this.enabled = enabled;
    this.scheduler = scheduler;
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
    scheduler.stop();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
