package io.hitless.api.readiness;

import io.hitless.inventory.Device;
import io.hitless.readiness.CheckResult;
import io.hitless.readiness.ReadinessRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What was found, as a table for spreadsheets: a row a check, a row without a check for a device
/// that was not looked at yet. Comma-separated values as RFC 4180 has them. What a spreadsheet
/// would take for a formula is made a text by an apostrophe: a switch, or whoever named one, may
/// print anything.
final class ResultTable {
  static final String HEADER =
      row(
          List.of(
              "device",
              "deviceId",
              "site",
              "state",
              "verdict",
              "check",
              "result",
              "summary",
              "waivedBy",
              "waivedBecause",
              "command",
              "evidence"));

  private static final String FORMULA = "=+-@\t\r\n|%";

  private ResultTable() {}

  static String rows(ReadinessRun run, Optional<Device> device) {
    List<String> about =
        List.of(
            device.map(Device::name).orElse(""),
            run.device().toString(),
            device.flatMap(Device::site).orElse(""),
            run.state().name(),
            run.verdict().map(Enum::name).orElse(""));
    if (run.checks().isEmpty()) {
      return row(with(about, List.of("", "", "", "", "", "", "")));
    }
    return run.checks().stream()
        .map(check -> row(with(about, cells(check))))
        .collect(Collectors.joining());
  }

  private static List<String> cells(CheckResult check) {
    return List.of(
        check.id(),
        check.result().name(),
        check.summary(),
        check.waived().map(CheckResult.Waived::by).orElse(""),
        check.waived().map(CheckResult.Waived::reason).orElse(""),
        check.command(),
        String.join("\n", check.evidence()));
  }

  private static List<String> with(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static String row(List<String> cells) {
    return cells.stream().map(ResultTable::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  static String cell(String text) {
    String printable = text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]", "\ufffd");
    boolean formula = !printable.isEmpty() && FORMULA.indexOf(printable.charAt(0)) >= 0;
    String safe = formula ? "'" + printable : printable;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }
}
