package io.hitless.device.sim;

import java.util.Locale;
import java.util.stream.Collectors;

/// `show platform software status control-processor brief`.
final class ShowControlProcessor {
  private ShowControlProcessor() {}

  static String of(Chassis chassis) {
    String load = rows(chassis, "%-7s Healthy  0.42  0.37  0.35\n");
    String memory =
        rows(chassis, "%-7s Healthy  16002876  3421288 (21%%) 12581588 (79%%)   4211392 (26%%)\n");
    String cpu = rows(chassis, "%-7s   0   2.10   0.90   0.00  96.90   0.00   0.10   0.00\n");
    return "Load Average\n Slot  Status  1-Min  5-Min 15-Min\n"
        + load
        + "\nMemory (kB)\n Slot  Status    Total     Used (Pct)     Free (Pct) Committed (Pct)\n"
        + memory
        + "\nCPU Utilization\n Slot  CPU   User System   Nice   Idle    IRQ   SIRQ IOwait\n"
        + cpu
        + "\n";
  }

  private static String rows(Chassis chassis, String format) {
    return chassis.units().stream()
        .filter(unit -> unit == chassis.active() || unit.role().isStandby())
        .map(unit -> String.format(Locale.ROOT, format, name(chassis, unit)))
        .collect(Collectors.joining());
  }

  private static String name(Chassis chassis, Unit unit) {
    return chassis.profile().isStackWiseVirtual()
        ? unit.number() + "-RP0"
        : " RP" + (unit.number() - 1);
  }
}
