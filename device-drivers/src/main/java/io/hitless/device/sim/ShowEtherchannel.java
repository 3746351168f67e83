package io.hitless.device.sim;

import java.util.stream.Collectors;

/// `show etherchannel summary`: one channel with a leg on each unit.
final class ShowEtherchannel {
  private ShowEtherchannel() {}

  static String of(Chassis chassis) {
    String legs =
        chassis.units().stream()
            .map(
                unit -> "Te" + unit.number() + "/0/1(" + (carries(chassis, unit) ? "P" : "D") + ")")
            .collect(Collectors.joining("   "));
    return """
    Flags:  D - down        P - bundled in port-channel
            I - stand-alone s - suspended
            H - Hot-standby (LACP only)
            R - Layer3      S - Layer2
            U - in use      f - failed to allocate aggregator

    Number of channel-groups in use: 1
    Number of aggregators:           1

    Group  Port-channel  Protocol    Ports
    ------+-------------+-----------+-----------------------------------------------
    """
        + "1      Po1(SU)         LACP        "
        + legs
        + "\n\n";
  }

  private static boolean carries(Chassis chassis, Unit unit) {
    return unit == chassis.active()
        || unit.role().isStandby()
        || !chassis.profile().isStackWiseVirtual();
  }
}
