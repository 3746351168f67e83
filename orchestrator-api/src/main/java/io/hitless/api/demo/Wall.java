package io.hitless.api.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Shows the upgrades: as a table that is drawn over itself on a terminal, as one line a change
/// where there is none.
final class Wall {
  private static final int BAR = 20;
  private static final String ROW = "%-16s %-12s %-16s %s %4d%% %8s  %-34s %s";

  private final PrintStream out;
  private final boolean terminal;
  private final Map<String, String> shown = new HashMap<>();
  private int drawn;

  Wall(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void show(List<Row> rows) {
    if (terminal) {
      draw(rows);
    } else {
      rows.forEach(this::printWhenChanged);
    }
  }

  private void draw(List<Row> rows) {
    StringBuilder screen = new StringBuilder();
    if (drawn > 0) {
      screen.append("\u001b[").append(drawn).append('A');
    }
    line(
        screen,
        ROW.formatted("DEVICE", "MODEL", "STATE", " ".repeat(BAR), 0, "IN STATE", "UNITS", "")
            .replace("   0%", "    %"));
    for (Row row : rows) {
      line(screen, colour(row) + text(row) + "\u001b[0m");
    }
    drawn = rows.size() + 1;
    out.print(screen);
    out.flush();
  }

  private void printWhenChanged(Row row) {
    String now = row.state() + row.note() + row.units();
    if (!now.equals(shown.put(row.device(), now))) {
      out.println(
          "%-16s %-12s %-16s %3d%%  %s %s"
              .formatted(
                  row.device(),
                  row.model(),
                  row.state(),
                  row.percent(),
                  String.join(", ", row.units()),
                  row.note())
              .stripTrailing());
    }
  }

  private static void line(StringBuilder screen, String text) {
    screen.append("\r\u001b[2K").append(text).append('\n');
  }

  private static String text(Row row) {
    return ROW.formatted(
        row.device(),
        row.model(),
        row.state(),
        bar(row.percent()),
        row.percent(),
        clock(row.inState()),
        String.join("  ", row.units()),
        row.note());
  }

  private static String bar(int percent) {
    int full = Math.clamp(percent, 0, 100) * BAR / 100;
    return "█".repeat(full) + "░".repeat(BAR - full);
  }

  static String clock(Duration time) {
    return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }

  private static String colour(Row row) {
    return switch (row.state()) {
      case "SUCCEEDED" -> "\u001b[32m";
      case "FAILED", "CANCELLED", "NEEDS_OPERATOR" -> "\u001b[31m";
      case "ROLLED_BACK", "ABORTING", "CLEARING" -> "\u001b[33m";
      case "QUEUED", "STAGED" -> "\u001b[2m";
      default -> "";
    };
  }
}
