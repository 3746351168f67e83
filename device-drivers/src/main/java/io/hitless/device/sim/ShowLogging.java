package io.hitless.device.sim;

/// `show logging`.
final class ShowLogging {
  private ShowLogging() {}

  static String of(Chassis chassis) {
    SystemLog log = chassis.log();
    StringBuilder text = new StringBuilder();
    text.append(
        "Syslog logging: enabled (0 messages dropped, 3 messages rate-limited, 0 flushes, 0 overruns,");
    text.append(" xml disabled, filtering disabled)\n\n");
    text.append("    Console logging: level debugging, ")
        .append(log.count())
        .append(" messages logged\n");
    text.append("    Monitor logging: level debugging, 0 messages logged\n");
    text.append("    Buffer logging:  level debugging, ")
        .append(log.count())
        .append(" messages logged\n\n");
    text.append("Log Buffer (102400 bytes):\n\n");
    log.lines().forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
