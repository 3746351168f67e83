package io.hitless.terminal;

import java.io.PrintStream;
import java.util.List;

/// Where answers are written: a person's terminal, or a file, a pipe, a script.
final class Screen {
  private final PrintStream out;
  private final boolean terminal;
  private final int width;
  private final Ink ink;
  private int drawn;

  Screen(Surroundings surroundings, boolean coloured) {
    this.out = surroundings.out();
    this.terminal = surroundings.terminal();
    this.width = terminal ? surroundings.width() : 0;
    this.ink = new Ink(coloured);
  }

  boolean terminal() {
    return terminal;
  }

  PrintStream out() {
    return out;
  }

  void print(Table table) {
    table.lines(ink, width).forEach(out::println);
  }

  void line(String text) {
    out.println(Printable.of(text));
  }

  /// A line that begins with a published word, in its colour.
  void line(String word, String text) {
    out.println(ink.of(word, Printable.of(text)));
  }

  /// The table over what was drawn last.
  void redraw(Table table) {
    StringBuilder picture = new StringBuilder();
    if (drawn > 0) {
      picture.append("\u001b[").append(drawn).append('A');
    }
    List<String> lines = table.lines(ink, width);
    lines.forEach(line -> picture.append("\r\u001b[2K").append(line).append('\n'));
    drawn = lines.size();
    out.print(picture);
    out.flush();
  }
}
