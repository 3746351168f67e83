package io.hitless.device.sim;

import java.util.Locale;

/// `show module`: line card and supervisors, or the two switches of a pair.
final class ShowModule {
  private ShowModule() {}

  static String of(Chassis chassis) {
    Profile profile = chassis.profile();
    boolean supervisors = !profile.isStackWiseVirtual();
    StringBuilder text =
        new StringBuilder("Chassis Type: ").append(profile.chassis()).append("\n\n");
    text.append(
        "Mod Ports Card Type                                   Model          Serial No.\n");
    text.append("---+-----+--------------------------------------+--------------+--------------\n");
    if (supervisors) {
      text.append(
          String.format(
              Locale.ROOT,
              "1   %-4d %-39s%-15s%s\n",
              profile.ports(),
              "Line card",
              lineCard(profile),
              "JAD25080BGR"));
    }
    for (Unit unit : chassis.units()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-4d%-5d%-39s%-15s%s\n",
              unit.slot(),
              supervisors ? 11 : profile.ports(),
              supervisors ? "Supervisor Module" : "Cisco Catalyst 9500 Series Switch",
              profile.model(),
              unit.serial()));
    }
    text.append(
        "\nMod MAC addresses                    Hw   Fw           Sw                 Status\n");
    text.append(
        "---+--------------------------------+----+------------+------------------+--------\n");
    for (Unit unit : chassis.units()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-4d%s to %s 2.1  %-13s%-19s%s\n",
              unit.slot(),
              unit.mac().toUpperCase(Locale.ROOT),
              unit.mac().toUpperCase(Locale.ROOT).replaceFirst("..$", "7F"),
              "17.8.1r[FC1]",
              unit.running().padded(),
              "ok"));
    }
    text.append("\nMod Redundancy Role     Operating Mode  Configured Mode  Redundancy Status\n");
    text.append("---+-------------------+---------------+---------------+------------------\n");
    for (Unit unit : chassis.units()) {
      boolean active = unit == chassis.active();
      text.append(
          String.format(
              Locale.ROOT,
              "%-4d%-20s%-16s%-17s%s\n",
              unit.slot(),
              active ? "Active" : "Standby",
              ShowRedundancy.operating(chassis),
              chassis.redundancy().configuredMode(),
              active ? "Active" : status(unit)));
    }
    text.append("\nChassis MAC address range: 44 addresses from ")
        .append(chassis.units().getFirst().mac());
    return text.append("\n").toString();
  }

  private static String lineCard(Profile profile) {
    return profile.platform().equals("C9600") ? "C9600-LC-48YL" : "C9400-LC-48P";
  }

  private static String status(Unit unit) {
    return switch (unit.role()) {
      case STANDBY_HOT -> "Standby Hot";
      case COLD_CONFIG, COLD_FILESYS, COLD_BULK -> "Standby Cold";
      case ACTIVE, BOOTING, OFF, ROMMON, RECOVERY, MISMATCHED -> "Disabled";
    };
  }
}
