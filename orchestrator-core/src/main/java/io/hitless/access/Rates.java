package io.hitless.access;

import java.time.Duration;
import java.util.Optional;

/// How often somebody may do something, counted across all replicas.
public interface Rates {

  /// So many at once, and as many again in each `refill`.
  ///
  /// @param name what is counted, as a word
  record Rate(String name, long burst, Duration refill) {
    public Rate {
      if (burst < 1 || refill.isNegative() || refill.isZero()) {
        throw new IllegalArgumentException("a rate is at least one in some time: " + name);
      }
    }
  }

  /// Counts one more.
  ///
  /// @param who is counted
  /// @return empty when it is granted; otherwise how long until the next may be
  Optional<Duration> take(String who, Rate rate);

  /// Counts nothing; asks only what this replica was told last.
  ///
  /// @return how long until the next may be, when that is known to be too many
  Optional<Duration> refused(String who, Rate rate);
}
