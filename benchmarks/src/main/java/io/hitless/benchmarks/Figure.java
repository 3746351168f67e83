package io.hitless.benchmarks;

import java.util.Optional;

/// One measured number, with the bound that was promised for it, if one was.
///
/// @param what as it stands in the table
/// @param unit behind the number
public record Figure(String what, double value, String unit, Optional<Bound> bound) {

  static Figure of(String what, double value, String unit) {
    return new Figure(what, value, unit, Optional.empty());
  }

  Figure atLeast(double limit) {
    return new Figure(what, value, unit, Optional.of(new Bound(Side.AT_LEAST, limit)));
  }

  Figure atMost(double limit) {
    return new Figure(what, value, unit, Optional.of(new Bound(Side.AT_MOST, limit)));
  }

  /// Whether the promise is kept; absent when none was made.
  public Optional<Boolean> holds() {
    return bound.map(promise -> promise.holds(value));
  }

  /// What was promised.
  public record Bound(Side side, double limit) {
    boolean holds(double value) {
      return switch (side) {
        case AT_LEAST -> value >= limit;
        case AT_MOST -> value <= limit;
      };
    }
  }

  /// On which side of the limit a number must stay.
  public enum Side {
    AT_LEAST("≥"),
    AT_MOST("≤");

    private final String sign;

    Side(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }
}
