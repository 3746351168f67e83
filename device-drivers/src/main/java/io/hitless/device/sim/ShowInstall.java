package io.hitless.device.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// `show install …`: one block for both units while they agree, one each while they don't.
final class ShowInstall {
  private static final String RULE = "-".repeat(80) + "\n";

  private ShowInstall() {}

  static String summary(Chassis chassis) {
    return table(chassis, "Installed", state -> true);
  }

  static String active(Chassis chassis) {
    return table(
        chassis,
        "Active",
        state -> state == PackageState.COMMITTED || state == PackageState.UNCOMMITTED);
  }

  /// The heading of this one says `Inactive` only when there is nothing to show.
  static String inactive(Chassis chassis) {
    boolean none =
        chassis.units().stream().allMatch(unit -> unit.with(PackageState.INACTIVE).isEmpty());
    return table(chassis, none ? "Inactive" : "Active", state -> state == PackageState.INACTIVE);
  }

  static String committed(Chassis chassis) {
    return table(chassis, "Installed", state -> state == PackageState.COMMITTED);
  }

  static String uncommitted(Chassis chassis) {
    return table(chassis, "Committed", state -> state == PackageState.UNCOMMITTED);
  }

  static String rollback(Chassis chassis) {
    return """
    ID      Label                            Description
    -------------------------------------------------------
    1       No Label                         No Description
    """;
  }

  static String history(Chassis chassis) {
    StringBuilder text = new StringBuilder("ISSU History\n").append(RULE);
    text.append("Operation            Status    Start time             End time\n").append(RULE);
    for (InstallEngine.Past past : chassis.install().history()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-21s%-10s%-23s%s\n",
              past.operation(),
              past.status(),
              chassis.clock().issu(past.start()),
              chassis.clock().issu(past.end())));
    }
    return text.append(RULE).toString();
  }

  static String operations(Chassis chassis) {
    String rule = "-".repeat(101) + "\n";
    StringBuilder text = new StringBuilder("Operation Summary:\n").append(rule);
    text.append("uuid op_id command status duration [start time - end time]\n").append(rule);
    for (InstallEngine.Past past : chassis.install().history().reversed()) {
      String start = chassis.clock().issu(past.start()).replaceFirst(":", " ");
      text.append(
          String.format(
              Locale.ROOT,
              "%s_op_%s 1 %s %s %s [%s - %s]\n",
              start.replaceAll("\\D", "_"),
              past.operation(),
              past.operation(),
              past.status(),
              ShowIssuState.hours(Duration.between(past.start(), past.end())),
              start,
              chassis.clock().issu(past.end()).replaceFirst(":", " ")));
    }
    return text.append(rule).toString();
  }

  private static String table(Chassis chassis, String what, Predicate<PackageState> wanted) {
    Map<String, List<Unit>> byRows =
        seen(chassis).stream()
            .collect(
                Collectors.groupingBy(
                    unit -> rows(chassis, unit, wanted), LinkedHashMap::new, Collectors.toList()));
    StringBuilder text = new StringBuilder();
    byRows.forEach((rows, units) -> block(chassis, units, what, rows, text));
    if (what.equals("Inactive")) {
      return text.toString();
    }
    text.append(RULE).append("Auto abort timer: ").append(timer(chassis)).append('\n').append(RULE);
    return text.append('\n').toString();
  }

  private static List<Unit> seen(Chassis chassis) {
    List<Unit> units = new ArrayList<>(List.of(chassis.active()));
    chassis.standby().ifPresent(units::add);
    units.sort(Comparator.comparingInt(Unit::number));
    return units;
  }

  private static String rows(Chassis chassis, Unit unit, Predicate<PackageState> wanted) {
    String smus =
        chassis.smus().entrySet().stream()
            .filter(smu -> wanted.test(PackageState.of(smu.getValue())))
            .map(smu ->
                String.format(
                    Locale.ROOT,
                    "SMU   %c    %s%s\n",
                    smu.getValue(),
                    chassis.profile().filesystem(),
                    smu.getKey()))
            .collect(Collectors.joining());
    return images(unit, wanted) + smus;
  }

  private static String images(Unit unit, Predicate<PackageState> wanted) {
    return unit.packages().entrySet().stream()
        .filter(entry -> wanted.test(entry.getValue()))
        .filter(entry -> !isFallback(unit, entry.getKey(), entry.getValue()))
        .sorted(Map.Entry.comparingByValue(Comparator.comparingInt(PackageState::ordinal)))
        .map(entry ->
            String.format(
                Locale.ROOT, "IMG   %c    %s\n", entry.getValue().letter(), entry.getKey().built()))
        .collect(Collectors.joining());
  }

  /// The committed release behind an uncommitted one is where a rollback would go; the table leaves
  /// it out.
  private static boolean isFallback(Unit unit, Release release, PackageState state) {
    return state == PackageState.COMMITTED
        && unit.with(PackageState.UNCOMMITTED).isPresent()
        && !unit.running().equals(release);
  }

  private static void block(
      Chassis chassis, List<Unit> units, String what, String rows, StringBuilder text) {
    text.append("[ ").append(where(chassis, units)).append(" ] ").append(what);
    text.append(" Package(s) Information:\n");
    text.append("State (St): I - Inactive, U - Activated & Uncommitted,\n");
    text.append("            C - Activated & Committed, D - Deactivated & Uncommitted\n")
        .append(RULE);
    text.append("Type  St   Filename/Version    \n").append(RULE);
    text.append(rows.isEmpty() ? "No " + what + " Packages\n" : rows).append('\n');
  }

  private static String where(Chassis chassis, List<Unit> units) {
    String names = units.stream().map(Unit::name).collect(Collectors.joining(" "));
    return switch (chassis.profile().wording()) {
      case RP -> names;
      case CHASSIS -> "Chassis " + names;
      case SWITCH ->
          chassis.is17()
              ? "Chassis "
                  + units.stream().map(unit -> unit.name() + "/R0").collect(Collectors.joining(" "))
              : "Switch " + names;
    };
  }

  private static String timer(Chassis chassis) {
    Instant now = chassis.timeline().now();
    return chassis
        .install()
        .issu()
        .flatMap(issu -> issu.remaining(now))
        .map(left -> running(chassis, left))
        .orElse("inactive");
  }

  private static String running(Chassis chassis, Duration left) {
    return (chassis.is17()
            ? "active on install_activate, time before rollback - "
            : "active , time before rollback - ")
        + ShowIssuState.hours(left);
  }
}
