package io.hitless.terminal;

import java.util.Map;

/// Colours of a terminal; none anywhere else. Words say everything that colours say.
///
/// @param coloured whether there are any
record Ink(boolean coloured) {
  private static final String PLAIN = "\u001b[0m";

  private enum Colour {
    GREEN("\u001b[32m"),
    RED("\u001b[31m"),
    YELLOW("\u001b[33m"),
    DIM("\u001b[2m");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }

  private static final Map<String, Colour> BY_WORD =
      Map.ofEntries(
          Map.entry("SUCCEEDED", Colour.GREEN),
          Map.entry("READY", Colour.GREEN),
          Map.entry("PASS", Colour.GREEN),
          Map.entry("FAILED", Colour.RED),
          Map.entry("NEEDS_OPERATOR", Colour.RED),
          Map.entry("NOT_READY", Colour.RED),
          Map.entry("FAIL", Colour.RED),
          Map.entry("RECALLED", Colour.RED),
          Map.entry("ROLLED_BACK", Colour.YELLOW),
          Map.entry("ABORTING", Colour.YELLOW),
          Map.entry("CLEARING", Colour.YELLOW),
          Map.entry("WARN", Colour.YELLOW),
          Map.entry("UNKNOWN", Colour.YELLOW),
          Map.entry("CANCELLED", Colour.DIM),
          Map.entry("QUEUED", Colour.DIM),
          Map.entry("STAGED", Colour.DIM));

  /// `shown` in the colour of a published word.
  String of(String word, String shown) {
    Colour colour = BY_WORD.get(word);
    return coloured && colour != null ? colour.code + shown + PLAIN : shown;
  }
}
