package io.hitless.device.sim;

import java.util.List;

/// `show redundancy config-sync failures …`: what the standby would not take.
final class ShowConfigSync {
  private ShowConfigSync() {}

  static String mcl(Chassis chassis) {
    return list("Mismatched Command List", chassis.redundancy().mismatchedCommands());
  }

  static String bem(Chassis chassis) {
    return list("Best Effort Method List", List.of());
  }

  static String prc(Chassis chassis) {
    return list("PRC Failed Command List", List.of());
  }

  private static String list(String title, List<String> lines) {
    StringBuilder text = new StringBuilder(title).append("\n-----------------------\n\n");
    if (lines.isEmpty()) {
      text.append("The list is Empty\n");
    }
    lines.forEach(line -> text.append("-").append(line).append('\n'));
    return text.toString();
  }
}
