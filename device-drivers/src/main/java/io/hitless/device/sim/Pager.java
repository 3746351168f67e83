package io.hitless.device.sim;

import java.util.ArrayDeque;
import java.util.Deque;

/// Shows a long output a screen at a time, and waits for a key at `--More--`.
final class Pager {
  private static final String MORE = " --More-- ";
  private static final int USUAL = 22;

  private final Tty tty;
  private final Deque<String> rows = new ArrayDeque<>();
  private boolean bottomless;

  Pager(Tty tty) {
    this.tty = tty;
  }

  /// @return whether all of it has been shown
  boolean begin(String page) {
    rows.clear();
    page.lines().forEach(line -> rows.addAll(tty.folded(line)));
    return show(tty.length() == 0 ? Integer.MAX_VALUE : tty.length() - 1);
  }

  /// From now on there is always another page.
  void beginWithoutEnd() {
    bottomless = true;
    show(USUAL);
  }

  /// A blank shows the next screen, a line end the next row, any other key gives up.
  ///
  /// @return whether that was all
  boolean key(char key) {
    int width = MORE.length();
    tty.raw("\b".repeat(width) + " ".repeat(width) + "\b".repeat(width));
    return switch (key) {
      case ' ' -> show(tty.length() == 0 ? USUAL : tty.length() - 1);
      case '\r', '\n' -> show(1);
      default -> {
        bottomless = false;
        rows.clear();
        yield show(0);
      }
    };
  }

  private boolean show(int count) {
    for (int i = 0; i < count && (bottomless || !rows.isEmpty()); i++) {
      tty.write((bottomless ? "This line comes again and again" : rows.remove()) + "\n");
    }
    boolean over = !bottomless && rows.isEmpty();
    tty.raw(over ? "" : MORE);
    return over;
  }
}
