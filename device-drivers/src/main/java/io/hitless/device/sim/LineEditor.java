package io.hitless.device.sim;

/// The line being typed and its echo. A line longer than the screen slides to the left and shows
/// `$` where it was cut.
final class LineEditor {
  private static final int SLIDE = 10;

  private final Tty tty;
  private final StringBuilder typed = new StringBuilder();
  private String prompt = "";
  private boolean echo = true;
  private int hidden;

  LineEditor(Tty tty) {
    this.tty = tty;
  }

  /// Prints a prompt and starts a new line.
  void begin(String text, boolean echoed) {
    prompt = text;
    echo = echoed;
    hidden = 0;
    typed.setLength(0);
    tty.write(text);
  }

  /// Prints prompt and line again, after something was printed over them.
  void again() {
    tty.write(prompt);
    if (echo) {
      tty.write(typed.substring(hidden));
    }
  }

  int promptLength() {
    return prompt.length();
  }

  String line() {
    return typed.toString();
  }

  boolean isEmpty() {
    return typed.isEmpty();
  }

  void add(char c) {
    typed.append(c);
    if (!echo) {
      return;
    }
    if (tty.width() > 0 && tty.column() >= tty.width() - 1) {
      slide();
    } else {
      tty.write(String.valueOf(c));
    }
  }

  private void slide() {
    int shown = tty.column() - prompt.length();
    hidden = Math.max(0, typed.length() - Math.max(1, tty.width() - prompt.length() - SLIDE - 1));
    String rest = "$" + typed.substring(hidden);
    int blank = Math.max(0, shown - rest.length());
    tty.raw("\b".repeat(shown) + rest + " ".repeat(blank) + "\b".repeat(blank));
    tty.column(prompt.length() + rest.length());
  }

  void rubOut() {
    if (typed.isEmpty()) {
      return;
    }
    typed.setLength(typed.length() - 1);
    if (echo) {
      tty.raw("\b \b");
      tty.column(Math.max(prompt.length(), tty.column() - 1));
    }
  }

  void clear() {
    while (!typed.isEmpty()) {
      rubOut();
    }
  }

  String take() {
    String line = typed.toString();
    typed.setLength(0);
    return line;
  }
}
