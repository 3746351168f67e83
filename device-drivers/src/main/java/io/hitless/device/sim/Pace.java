package io.hitless.device.sim;

import java.time.Duration;
import java.util.Random;

/// How long things take, in device time: figures of the Cisco technote on ISSU for the 9500,
/// stretched by up to a jitter either way.
final class Pace {
  /// A reloaded unit is silent that long before its peer sees it (seconds).
  static final double BOOT_SILENT = 335;

  static final double COLD_CONFIG = 20;
  static final double COLD_FILESYS = 24;

  /// Bulk synchronisation; the line about mismatched versions comes at its beginning.
  static final double COLD_BULK = 43.7;

  /// Between the end of bulk synchronisation and the terminal state.
  static final double TERMINAL = 1;

  /// A lone unit needs that long from its first sign to its first login.
  static final double ALONE = 60;

  /// From switchover until the management address answers again.
  static final double TAKEOVER = 45;

  /// The engine's silent check after an add, in which other verbs are lost.
  static final double POST_CHECK = 66;

  private final Random random;
  private final double jitter;

  Pace(long seed, double jitter) {
    this.random = new Random(seed);
    this.jitter = jitter;
  }

  Duration seconds(double seconds) {
    double factor = 1 + jitter * (2 * random.nextDouble() - 1);
    return Duration.ofNanos((long) (seconds * factor * 1e9));
  }
}
