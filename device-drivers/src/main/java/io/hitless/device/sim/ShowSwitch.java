package io.hitless.device.sim;

import java.util.Locale;

/// `show switch`: the two members of a StackWise Virtual pair.
final class ShowSwitch {
  private ShowSwitch() {}

  static String of(Chassis chassis) {
    StringBuilder text = new StringBuilder();
    text.append("Switch/Stack Mac Address : ").append(chassis.units().getFirst().mac());
    text.append(" - Local Mac Address\nMac persistency wait time: Indefinite\n");
    text.append("                                             H/W   Current\n");
    text.append("Switch#   Role    Mac Address     Priority Version  State \n");
    text.append("-".repeat(85)).append('\n');
    for (Unit unit : chassis.units()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s%d       %-8s %s     %-6d V0%d     %-20s\n",
              unit == chassis.active() ? "*" : " ",
              unit.number(),
              role(unit),
              present(unit) ? unit.mac() : "0000.0000.0000",
              unit.number() == 1 ? 15 : 1,
              unit.number(),
              state(unit)));
    }
    return text.append("\n\n").toString();
  }

  private static boolean present(Unit unit) {
    return unit.role() == UnitRole.ACTIVE
        || unit.role().isStandby()
        || unit.role() == UnitRole.MISMATCHED;
  }

  private static String role(Unit unit) {
    return switch (unit.role()) {
      case ACTIVE -> "Active";
      case STANDBY_HOT, COLD_CONFIG, COLD_FILESYS, COLD_BULK -> "Standby";
      case BOOTING, OFF, ROMMON, RECOVERY, MISMATCHED -> "Member";
    };
  }

  private static String state(Unit unit) {
    return switch (unit.role()) {
      case ACTIVE, STANDBY_HOT, RECOVERY -> "Ready";
      case COLD_CONFIG, COLD_FILESYS, COLD_BULK -> "HA sync in progress";
      case MISMATCHED -> "V-Mismatch";
      case BOOTING, OFF, ROMMON -> "Removed";
    };
  }
}
