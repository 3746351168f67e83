package io.hitless.chaos;

import java.lang.management.ManagementFactory;

/// How busy this machine is with other things than the suite.
final class Machine {
  private Machine() {}

  /// Whether seconds that were measured now say something of the service.
  static boolean quiet() {
    return load() < 2 * Runtime.getRuntime().availableProcessors();
  }

  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
