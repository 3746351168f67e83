package io.hitless.terminal;

/// Text that may be shown on a terminal. What a switch printed may hold escape sequences; a
/// terminal would obey them.
final class Printable {
  private static final char SHOWN_INSTEAD = '·';

  private Printable() {}

  /// Line ends and tabs stay; carriage returns go; other control characters, and those that turn
  /// the direction of writing, become a dot.
  static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\r') {
        printable.append(c == '\n' || c == '\t' || !commands(c) ? c : SHOWN_INSTEAD);
      }
    }
    return printable.toString();
  }

  private static boolean commands(char c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
  }
}
