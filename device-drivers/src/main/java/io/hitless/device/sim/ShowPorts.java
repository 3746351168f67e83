package io.hitless.device.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `show interfaces status` and `show ip interface brief`. Ports of a unit that is down are not
/// there on StackWise Virtual.
final class ShowPorts {
  private static final int SHOWN = 8;

  private ShowPorts() {}

  static String status(Chassis chassis) {
    StringBuilder text =
        new StringBuilder(
            "\nPort         Name               Status       Vlan       Duplex  Speed Type\n");
    for (String port : ports(chassis)) {
      boolean up = up(port);
      text.append(
          String.format(
              Locale.ROOT,
              "%-13s%-19s%-13s%-11s%-8s%-6s%s\n",
              abbreviated(port),
              up ? "uplink" : "",
              up ? "connected" : "notconnect",
              up ? "trunk" : "1",
              up ? "full" : "auto",
              up ? "10G" : "auto",
              "SFP-10GBase-SR"));
    }
    return text.append('\n').toString();
  }

  static String brief(Chassis chassis) {
    StringBuilder text =
        new StringBuilder(
            "Interface              IP-Address      OK? Method Status                Protocol\n");
    text.append(line("Vlan1", "192.0.2.10", true));
    ports(chassis).forEach(port -> text.append(line(port, "unassigned", up(port))));
    return text.toString();
  }

  private static String line(String name, String address, boolean up) {
    String shown = up ? "up" : "down";
    return String.format(
        Locale.ROOT,
        "%-22s %-15s YES %-6s %-21s %s\n",
        name,
        address,
        address.startsWith("un") ? "unset" : "NVRAM",
        shown,
        shown);
  }

  private static List<String> ports(Chassis chassis) {
    List<String> ports = new ArrayList<>();
    boolean stackWise = chassis.profile().isStackWiseVirtual();
    for (int card = 1; card <= 2; card++) {
      Unit unit = chassis.units().get(card - 1);
      if (stackWise && unit != chassis.active() && !unit.role().isStandby()) {
        continue;
      }
      for (int port = 1; port <= SHOWN; port++) {
        ports.add(chassis.profile().portName() + card + "/0/" + port);
      }
    }
    return ports;
  }

  private static boolean up(String port) {
    return !port.endsWith("8");
  }

  private static String abbreviated(String port) {
    return port.replaceFirst("^(..)[A-Za-z]+", "$1");
  }
}
