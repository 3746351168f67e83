package io.hitless.device.sim;

/// `show inventory`: model and serial number of each unit.
final class ShowInventory {
  private ShowInventory() {}

  static String of(Chassis chassis) {
    Profile profile = chassis.profile();
    StringBuilder text = new StringBuilder();
    String system = profile.isStackWiseVirtual() ? "c95xx Stack" : "Chassis";
    entry(
        text,
        system,
        "Cisco Catalyst " + profile.platform().substring(1) + " Series",
        profile.chassis(),
        profile.isStackWiseVirtual()
            ? chassis.units().getFirst().serial()
            : chassis.units().getFirst().serial().replace("FCW", "FXS"));
    for (Unit unit : chassis.units()) {
      if (profile.isStackWiseVirtual()) {
        entry(text, "Switch " + unit.number(), profile.model(), profile.model(), unit.serial());
      } else {
        entry(
            text,
            "Slot " + unit.slot() + " Supervisor",
            "Supervisor Module",
            profile.model(),
            unit.serial());
      }
    }
    return text.toString();
  }

  private static void entry(
      StringBuilder text, String name, String description, String pid, String serial) {
    text.append("NAME: \"").append(name).append("\", DESCR: \"").append(description).append("\"\n");
    text.append("PID: ")
        .append(pid)
        .append("         , VID: V02  , SN: ")
        .append(serial)
        .append("\n\n");
  }
}
