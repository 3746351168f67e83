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
              Locale.ROOT,
              "%-8d1                       %s\n",
              unit.number(),
              port(chassis, unit, 1)));
      text.append(" ".repeat(32)).append(port(chassis, unit, 2)).append('\n');
    }
    return text.append('\n').toString();
  }

  /// High-performance models explain and use other letters than the rest.
  static String link(Chassis chassis) {
    boolean bundles = highPerformance(chassis);
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
            """);
    text.append(
        bundles
            ? """
            s-Suspended P-Bundled E-Error D-Down R-RLayer3 I-Indiv
            -------------------------------------------------------
            """
            : """
            S-Suspended P-Pending E-Error T-Timeout R-Ready
            -----------------------------------------------
            """);
    text.append(
        """
        Switch  SVL     Ports                           Link-Status     Protocol-Status
        ------  ---     -----                           -----------     ---------------
        """);
    boolean up = up(chassis);
    String status = up ? "U" : "D";
    String working = bundles ? "P" : "R";
    String broken = bundles ? "D" : "S";
    each(
        chassis,
        text,
        (unit, first) ->
            String.format(
                Locale.ROOT,
                "%-8s%-8s%-32s%-16s%s\n",
                first ? unit.number() : "",
                first ? "1" : "",
                port(chassis, unit, first ? 1 : 2),
                status,
                up ? working : broken));
    return text.append('\n').toString();
  }

  /// From 17.13 on it no longer says of a healthy pair that it is not in recovery.
  static String detection(Chassis chassis) {
    boolean recovering = chassis.active().role() == UnitRole.RECOVERY;
    StringBuilder text = new StringBuilder();
    if (recovering || !chassis.release().atLeast(17, 13, 0)) {
      text.append(
          """
          In dual-active recovery mode: %s
          Recovery Reload: Enabled
          """
              .formatted(recovering ? "Yes" : "No"));
    } else {
      for (Unit unit : chassis.units()) {
        text.append("Recovery Reload for switch %d: Enabled".formatted(unit.number())).append('\n');
      }
    }
    text.append(
        """

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
                port(chassis, unit, first ? 3 : 4),
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

  private static String port(Chassis chassis, Unit unit, int which) {
    return highPerformance(chassis)
        ? "HundredGigE" + unit.number() + "/0/" + (48 + which)
        : "FortyGigabitEthernet" + unit.number() + "/1/" + which;
  }

  /// They print no rows of modes either.
  private static boolean highPerformance(Chassis chassis) {
    return !chassis.profile().modeRows();
  }
}
