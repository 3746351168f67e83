package io.hitless.benchmarks;

import java.util.List;
import java.util.Locale;

/// Figures for people: a block a benchmark, a line a figure, the promise and the verdict at the end
/// of the line.
final class Table {
  private Table() {}

  static String of(List<Section> sections) {
    StringBuilder text = new StringBuilder();
    for (Section section : sections) {
      text.append('\n').append(section.title()).append('\n');
      text.append("  ").append(section.how()).append('\n');
      section.figures().forEach(figure -> text.append(line(figure)).append('\n'));
    }
    return text.toString();
  }

  private static String line(Figure figure) {
    String promise =
        figure
            .bound()
            .map(bound ->
                "%s %s %s".formatted(bound.side().sign(), number(bound.limit()), figure.unit()))
            .orElse("");
    String verdict = figure.holds().map(holds -> holds ? "holds" : "MISSED").orElse("");
    return "  %-46s %10s %-16s %-16s %s"
        .formatted(figure.what(), number(figure.value()), figure.unit(), promise, verdict)
        .stripTrailing();
  }

  /// Three digits are all that a benchmark knows.
  static String number(double value) {
    double size = Math.abs(value);
    String format =
        size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
