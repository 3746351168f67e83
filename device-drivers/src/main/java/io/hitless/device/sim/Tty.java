package io.hitless.device.sim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The output side of a terminal line: CR LF, columns, and lines folded at the width.
final class Tty {
  private final Consumer<byte[]> wire;
  private int width;
  private int length;
  private int column;

  Tty(Consumer<byte[]> wire, int width, int length) {
    this.wire = wire;
    this.width = width;
    this.length = length;
  }

  int width() {
    return width;
  }

  /// Zero: never fold.
  void width(int columns) {
    width = columns;
  }

  int length() {
    return length;
  }

  /// Zero: never page.
  void length(int lines) {
    length = lines;
  }

  int column() {
    return column;
  }

  /// A line as the rows it takes on the screen.
  List<String> folded(String line) {
    if (width == 0 || line.length() <= width) {
      return List.of(line);
    }
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < line.length(); i += width) {
      rows.add(line.substring(i, Math.min(line.length(), i + width)));
    }
    return rows;
  }

  void write(String text) {
    StringBuilder out = new StringBuilder(text.length() + 32);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        out.append("\r\n");
        column = 0;
      } else {
        if (width > 0 && column >= width) {
          out.append("\r\n");
          column = 0;
        }
        out.append(c);
        column++;
      }
    }
    raw(out.toString());
  }

  /// Bytes as they are; the column stays where it was.
  void raw(String text) {
    if (!text.isEmpty()) {
      wire.accept(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  void column(int at) {
    column = at;
  }

  void freshLine() {
    if (column > 0) {
      write("\n");
    }
  }
}
