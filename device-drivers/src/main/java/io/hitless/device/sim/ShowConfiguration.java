package io.hitless.device.sim;

import java.util.ArrayList;
import java.util.List;

/// `show running-config`, `show startup-config` and what differs between them.
final class ShowConfiguration {
  private ShowConfiguration() {}

  static String running(Chassis chassis) {
    Configuration configuration = chassis.configuration();
    StringBuilder text = new StringBuilder("Building configuration...\n\nCurrent configuration : ");
    text.append(size(configuration.running())).append(" bytes\n!\n");
    heading(chassis, text);
    text.append("!\nversion ").append(chassis.release().train()).append('\n');
    body(configuration.running(), text);
    return text.append("end\n\n").toString();
  }

  static String startup(Chassis chassis) {
    Configuration configuration = chassis.configuration();
    StringBuilder text = new StringBuilder("Using ");
    text.append(size(configuration.startup())).append(" out of 2097152 bytes\n!\n");
    heading(chassis, text);
    text.append("!\nversion ").append(chassis.release().train()).append('\n');
    body(configuration.startup(), text);
    return text.append("end\n\n").toString();
  }

  private static void heading(Chassis chassis, StringBuilder text) {
    Configuration configuration = chassis.configuration();
    text.append("! Last configuration change at ")
        .append(chassis.clock().moment(configuration.changedAt()));
    configuration.changedBy().ifPresent(user -> text.append(" by ").append(user));
    text.append("\n! NVRAM config last updated at ")
        .append(chassis.clock().moment(configuration.savedAt()));
    configuration.changedBy().ifPresent(user -> text.append(" by ").append(user));
    text.append('\n');
  }

  static String differences(Chassis chassis) {
    List<String> added = new ArrayList<>(chassis.configuration().running());
    added.removeAll(chassis.configuration().startup());
    List<String> removed = new ArrayList<>(chassis.configuration().startup());
    removed.removeAll(chassis.configuration().running());
    StringBuilder text = new StringBuilder("!Contextual Config Diffs:\n");
    added.forEach(line -> text.append('+').append(line).append('\n'));
    removed.forEach(line -> text.append('-').append(line).append('\n'));
    if (added.isEmpty() && removed.isEmpty()) {
      text.append("!No changes were found\n");
    }
    return text.append('\n').toString();
  }

  private static void body(List<String> lines, StringBuilder text) {
    for (String line : lines) {
      text.append(line.startsWith(" ") ? "" : "!\n").append(line).append('\n');
    }
    text.append("!\n");
  }

  private static int size(List<String> lines) {
    return lines.stream().mapToInt(line -> line.length() + 1).sum() + 120;
  }
}
