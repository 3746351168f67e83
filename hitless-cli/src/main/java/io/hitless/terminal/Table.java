package io.hitless.terminal;

import java.util.ArrayList;
import java.util.List;

/// Columns under headings. Words of a state are coloured; the last column is cut where the terminal
/// ends.
final class Table {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    this.headings = List.of(headings);
  }

  Table row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + headings);
    }
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(Printable.of(cell).replace('\n', ' '));
    }
    rows.add(row);
    return this;
  }

  /// @param width of the terminal, 0 for as wide as it takes
  List<String> lines(Ink ink, int width) {
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    lines.add(line(headings, widths, new Ink(false), width));
    rows.forEach(row -> lines.add(line(row, widths, ink, width)));
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[headings.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = headings.get(i).length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  private static String line(List<String> cells, int[] widths, Ink ink, int width) {
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (int i = 0; i < cells.size(); i++) {
      boolean last = i + 1 == cells.size();
      String cell = cells.get(i);
      String shown = last ? cell : cell + " ".repeat(widths[i] - cell.length()) + GAP;
      if (width > 0 && used + shown.length() > width) {
        shown = shown.substring(0, Math.max(0, width - used));
      }
      used += shown.length();
      line.append(ink.of(cell, shown));
    }
    return line.toString().stripTrailing();
  }
}
