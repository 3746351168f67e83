package io.hitless.api.wiring;

import io.hitless.api.observe.Meters;
import io.hitless.db.TurnScheduler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// Measures what the scheduler of this replica sees: how late turns start, and what its watchdog
/// had to repair.
final class SchedulerMeters implements TurnScheduler.Witness {
  private final Timer delay;
  private final Counter restored;

  SchedulerMeters(Meters meters) {
    this.delay = meters.turnDelay();
    this.restored = meters.turnsRestored();
  }

  @Override
  public void started(Duration late) {
    // Two clocks may differ by a little: nothing starts before it is due.
    delay.record(late.isNegative() ? Duration.ZERO : late);
  }

  @Override
  public void restored(int found) {
    restored.increment(found);
  }
}
