package io.hitless.device.sim;

/// `show redundancy states`. While a standby boots, its state has words and no number.
final class ShowRedundancyStates {
  private ShowRedundancyStates() {}

  static String of(Chassis chassis) {
    boolean duplex = chassis.standby().isPresent();
    boolean terminal = chassis.redundancy().isTerminal();
    String operating = ShowRedundancy.operating(chassis);
    StringBuilder text = new StringBuilder();
    text.append("       my state = 13 -ACTIVE \n");
    text.append("     peer state = ").append(peer(chassis)).append('\n');
    text.append("           Mode = ").append(duplex ? "Duplex" : "Simplex").append('\n');
    text.append("           Unit = Primary\n        Unit ID = ")
        .append(chassis.active().slot())
        .append("\n\n");
    text.append("Redundancy Mode (Operational) = ").append(operating).append('\n');
    text.append("Redundancy Mode (Configured)  = ")
        .append(chassis.redundancy().configuredMode())
        .append('\n');
    text.append("Redundancy State              = ")
        .append(duplex ? operating : "Non Redundant")
        .append('\n');
    text.append("     Maintenance Mode = Disabled\n    Manual Swact = ");
    if (terminal) {
      text.append("enabled\n");
    } else if (duplex) {
      text.append("disabled (peer unit not yet in terminal standby state)\n");
    } else {
      text.append("disabled (system is simplex (no peer unit))\n");
    }
    text.append(" Communications = ")
        .append(duplex ? "Up" : "Down      Reason: Simplex mode")
        .append("\n\n");
    text.append("   client count = 111\n client_notification_TMR = 30000 milliseconds\n");
    text.append("           RF debug mask = 0x0   \n\n");
    return text.toString();
  }

  private static String peer(Chassis chassis) {
    return switch (chassis.peer().role()) {
      case STANDBY_HOT -> "8  -STANDBY HOT ";
      case COLD_CONFIG -> "in progress to standby cold-config";
      case COLD_FILESYS -> "in progress to standby cold-filesys";
      case COLD_BULK -> "in progress to standby cold-bulk";
      case ACTIVE, BOOTING, OFF, ROMMON, RECOVERY, MISMATCHED -> "1  -DISABLED ";
    };
  }
}
