package io.hitless.device.sim;

import java.util.List;
import java.util.Locale;

/// `show redundancy switchover history`.
final class ShowSwitchoverHistory {
  private ShowSwitchoverHistory() {}

  static String of(Chassis chassis) {
    StringBuilder text =
        new StringBuilder(
            """
            Index  Previous  Current  Switchover             Switchover
                   active    active   reason                 time
            -----  --------  -------  ----------             ----------
            """);
    List<Redundancy.Switchover> history = chassis.redundancy().history();
    for (int i = 0; i < history.size(); i++) {
      Redundancy.Switchover one = history.get(i);
      text.append(
          String.format(
              Locale.ROOT,
              "%4d%8d%9d     %-23s%s\n",
              i + 1,
              slot(chassis, one.previousActive()),
              slot(chassis, one.currentActive()),
              one.reason(),
              chassis.clock().moment(one.at())));
    }
    return text.append('\n').toString();
  }

  private static int slot(Chassis chassis, int unit) {
    return chassis.units().get(unit - 1).slot();
  }
}
