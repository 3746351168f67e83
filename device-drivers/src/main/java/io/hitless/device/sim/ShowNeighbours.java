package io.hitless.device.sim;

/// `show cdp neighbors`.
final class ShowNeighbours {
  private ShowNeighbours() {}

  static String of(Chassis chassis) {
    StringBuilder text =
        new StringBuilder(
            """
            Capability Codes: R - Router, T - Trans Bridge, B - Source Route Bridge
                              S - Switch, H - Host, I - IGMP, r - Repeater, P - Phone,
                              D - Remote, C - CVTA, M - Two-port Mac Relay

            Device ID        Local Intrfce     Holdtme    Capability  Platform  Port ID
            """);
    int count = 0;
    for (Unit unit : chassis.units()) {
      if (unit == chassis.active()
          || unit.role().isStandby()
          || !chassis.profile().isStackWiseVirtual()) {
        text.append("access-").append(unit.number()).append(".example.net\n                 Ten ");
        text.append(unit.number())
            .append("/0/1         150             R S I  C9300-48P Ten 1/1/1\n");
        count++;
      }
    }
    return text.append("\nTotal cdp entries displayed : ").append(count).append('\n').toString();
  }
}
