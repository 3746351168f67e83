package io.hitless.device.sim;

/// `show redundancy`.
final class ShowRedundancy {
  private ShowRedundancy() {}

  static String of(Chassis chassis) {
    Redundancy redundancy = chassis.redundancy();
    boolean duplex = chassis.standby().isPresent();
    String reason =
        redundancy.history().isEmpty() ? "none" : redundancy.history().getLast().reason();
    StringBuilder text = new StringBuilder();
    text.append("Redundant System Information :\n------------------------------\n");
    text.append("       Available system uptime = ")
        .append(ShowVersion.systemUptime(chassis))
        .append('\n');
    text.append("Switchovers system experienced = ")
        .append(redundancy.history().size())
        .append('\n');
    text.append("              Standby failures = ")
        .append(redundancy.standbyFailures())
        .append('\n');
    text.append("        Last switchover reason = ").append(reason).append("\n\n");
    text.append("                 Hardware Mode = ")
        .append(duplex ? "Duplex" : "Simplex")
        .append('\n');
    text.append("    Configured Redundancy Mode = ")
        .append(redundancy.configuredMode())
        .append('\n');
    text.append("     Operating Redundancy Mode = ").append(operating(chassis)).append('\n');
    text.append("              Maintenance Mode = Disabled\n");
    text.append("                Communications = ")
        .append(duplex ? "Up" : "Down      Reason: Failure")
        .append("\n\n");
    text.append("Current Processor Information :\n-------------------------------\n");
    unit(chassis, chassis.active(), "Active", text);
    if (duplex) {
      text.append("\nPeer Processor Information :\n----------------------------\n");
      unit(chassis, chassis.peer(), "Standby", text);
    } else {
      text.append("\nPeer (slot: ")
          .append(chassis.peer().slot())
          .append(") information is not available because it is in 'DISABLED' state\n");
    }
    return text.toString();
  }

  static String operating(Chassis chassis) {
    return chassis.standby().isPresent() ? chassis.redundancy().configuredMode() : "Non-redundant";
  }

  private static void unit(Chassis chassis, Unit unit, String role, StringBuilder text) {
    text.append(role.equals("Active") ? "               Active" : "              Standby")
        .append(" Location = slot ")
        .append(unit.slot())
        .append("\n        Current Software state = ")
        .append(unit.role().words())
        .append(unit.role() == UnitRole.ACTIVE ? "" : " ")
        .append("\n       Uptime in current state = ")
        .append(chassis.clock().since(unit.since()))
        .append("\n                 Image Version = ")
        .append(ShowVersion.image(chassis.profile(), unit.running()));
    text.append("                          BOOT = ")
        .append(ShowVersion.bootFile(chassis, unit))
        .append(";\n                   CONFIG_FILE = \n");
    if (!chassis.is17()) {
      text.append("        Configuration register = 0x102\n");
    }
  }
}
