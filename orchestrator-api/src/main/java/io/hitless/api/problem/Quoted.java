package io.hitless.api.problem;

/// A client's own word inside a sentence of ours: short, and without anything that a terminal or a
/// log would act on.
public final class Quoted {
  private static final int LONGEST = 64;

  private Quoted() {}

  public static String of(String word) {
    var quoted = new StringBuilder("'");
    word.codePoints().limit(LONGEST).forEach(c -> quoted.appendCodePoint(isPlain(c) ? c : '?'));
    if (word.codePointCount(0, word.length()) > LONGEST) {
      quoted.append('…');
    }
    return quoted.append('\'').toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
