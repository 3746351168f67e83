package io.hitless.device.command;

import java.util.regex.Pattern;

/// One line that may be typed to a switch. A session takes nothing else, and only a [Phrase] makes
/// one, so that no text of anybody's reaches a switch but where a phrase has a slot for it.
public final class Command {
  private static final int LONGEST = 640;
  private static final Pattern LINE = Pattern.compile("[a-z][\\x20-\\x7e]*");

  private final Phrase phrase;
  private final String text;

  /// @throws IllegalArgumentException for anything but one printable line
  Command(Phrase phrase, String text) {
    if (text.length() > LONGEST || !LINE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "not a line that can be typed, " + text.length() + " characters");
    }
    this.phrase = phrase;
    this.text = text;
  }

  public Phrase phrase() {
    return phrase;
  }

  /// As typed, without Enter.
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
