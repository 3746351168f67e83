package io.hitless.job;

import java.time.Duration;

/// How the time that a device gives an uncommitted upgrade is spent. On the device's clock.
final class AutoAbortBudget {
  /// `install auto-abort-timer`: 7200 s unless set otherwise (Cisco's ISSU guide).
  static final Duration DEVICE_DEFAULT = Duration.ofHours(2);

  /// Longest wait for redundancy to be complete after the switchover.
  static final Duration UNTIL_TERMINAL = Duration.ofMinutes(45);

  /// A commit takes 6 to 8 min; with less than this left it is not begun.
  static final Duration COMMIT = Duration.ofMinutes(15);

  /// Nothing of ours is planned into the last minutes before the device acts by itself.
  static final Duration MARGIN = Duration.ofMinutes(10);

  private AutoAbortBudget() {}
}
