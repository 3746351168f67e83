package io.hitless.page;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes UUIDs of version 7 (RFC 9562): 48 bits of milliseconds, the rest random, so that new rows
/// sort last.
public final class TimeOrderedIds {
  private final InstantSource clock;
  private final RandomGenerator random;

  public TimeOrderedIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  public UUID next() {
    long high = (clock.millis() << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
