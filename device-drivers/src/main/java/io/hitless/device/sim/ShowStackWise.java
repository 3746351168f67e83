package io.hitless.device.sim;

import java.util.Locale;
import java.util.function.BiFunction;

/// `show stackwise-virtual` and its two parts.
final class ShowStackWise {
  private ShowStackWise() {}

  static String configuration(Chassis chassis) {
    StringBuilder text =
        new StringBuilder(
            """
            Stackwise Virtual Configuration:
            --------------------------------
            Stackwise Virtual : Enabled
            Domain Number : 1

            Switch  Stackwise Virtual Link  Ports
            ------  ----------------------  ------
            """);
    for (Unit unit : chassis.units()) {
      text.append(
          String.format(
              Locale.ROOT, "%-8d1                       %s\n", unit.number(), port(unit, 1)));
      text.append(" ".repeat(32)).append(port(unit, 2)).append('\n');
    }
    return text.append('\n').toString();
  }

  static String link(Chassis chassis) {
    StringBuilder text =
        new StringBuilder(
            """
            Stackwise Virtual Link(SVL) Information:
            ----------------------------------------
            Flags:
            ------
            Link Status
            -----------
            U-Up D-Down
            Protocol Status
            ---------------
            S-Suspended P-Pending E-Error T-Timeout R-Ready
            -----------------------------------------------
            Switch  SVL     Ports                           Link-Status     Protocol-Status
            ------  ---     -----                           -----------     ---------------
            """);
    boolean up = up(chassis);
    String status = up ? "U" : "D";
    String protocol = up ? (chassis.is17() ? "R" : "P") : "S";
    each(
        chassis,
        text,
        (unit, first) ->
            String.format(
                Locale.ROOT,
                "%-8s%-8s%-32s%-16s%s\n",
                first ? unit.number() : "",
                first ? "1" : "",
                port(unit, first ? 1 : 2),
                status,
                protocol));
    return text.append('\n').toString();
  }

  static String detection(Chassis chassis) {
    boolean recovering = chassis.active().role() == UnitRole.RECOVERY;
    StringBuilder text = new StringBuilder();
    text.append("In dual-active recovery mode: ").append(recovering ? "Yes" : "No");
    text.append(
        """

        Recovery Reload: Enabled

        Dual-Active-Detection Configuration:
        -------------------------------------
        Switch  Dad port                        Status
        ------  ------------                    ---------
        """);
    String status = up(chassis) ? "up" : "down";
    each(
        chassis,
        text,
        (unit, first) ->
            String.format(
                Locale.ROOT,
                "%-8s%-32s%s     \n",
                first ? unit.number() : "",
                port(unit, first ? 3 : 4),
                status));
    return text.append('\n').toString();
  }

  private static void each(
      Chassis chassis, StringBuilder text, BiFunction<Unit, Boolean, String> row) {
    for (Unit unit : chassis.units()) {
      if (unit == chassis.active() || chassis.standby().isPresent()) {
        text.append(row.apply(unit, true)).append(row.apply(unit, false));
      }
    }
  }

  private static boolean up(Chassis chassis) {
    return chassis.standby().isPresent();
  }

  private static String port(Unit unit, int which) {
    return "FortyGigabitEthernet" + unit.number() + "/1/" + which;
  }
}
