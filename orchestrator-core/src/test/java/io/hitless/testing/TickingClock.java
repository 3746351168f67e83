package io.hitless.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Time that stands still until a test moves it.
public final class TickingClock implements InstantSource {
  public static final Instant START = Instant.parse("2026-12-01T01:00:00Z");

  private Instant now = START;

  @Override
  public synchronized Instant instant() {
    return now;
  }

  public synchronized void tick(Duration by) {
    now = now.plus(by);
  }

  /// Moves on to `then`, never back.
  public synchronized void until(Instant then) {
    if (then.isAfter(now)) {
      now = then;
    }
  }
}
