package io.hitless.device.cli;

import java.util.function.Consumer;

/// What a terminal would show: turns the stream of a device into finished lines and one unfinished
/// line.
///
/// Understands carriage returns, backspaces, bells and the few ANSI sequences that switches and
/// terminal servers send; each character is looked at once.
final class Screen {
  private static final String PAGER = "--More--";
  private static final int ROOMY = 4096;

  private enum State {
    TEXT,
    ESCAPE,
    CSI,
    OSC,
    OSC_ESCAPE,
    CHARSET
  }

  private final int longestLine;
  private final Consumer<String> finished;
  private StringBuilder line = new StringBuilder();
  private final StringBuilder parameters = new StringBuilder();
  private int cursor;
  private long finishedLines;
  private boolean overlong;
  private State state = State.TEXT;

  /// @param longestLine how much of one line is kept; what is longer makes [#overlong] true
  Screen(int longestLine, Consumer<String> finished) {
    this.longestLine = longestLine;
    this.finished = finished;
  }

  void show(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      show(piece.charAt(i));
    }
  }

  /// The unfinished line.
  String current() {
    return stripped(line);
  }

  /// Length of the unfinished line, without making a string of it.
  int currentLength() {
    return line.length();
  }

  /// Counts lines that were finished, so that an unfinished line has an identity.
  long finishedLines() {
    return finishedLines;
  }

  boolean overlong() {
    return overlong;
  }

  /// Whether the pager waits at the end of the unfinished line.
  boolean pagerWaits() {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ') {
      end--;
    }
    return end >= PAGER.length() && line.indexOf(PAGER, end - PAGER.length()) >= 0;
  }

  /// Wipes the unfinished line; what the device sends to wipe it itself does no harm then.
  void wipeCurrent() {
    line.setLength(0);
    cursor = 0;
  }

  private void show(char c) {
    switch (state) {
      case TEXT -> showText(c);
      case ESCAPE ->
          state =
              switch (c) {
                case '[' -> State.CSI;
                case ']' -> State.OSC;
                case '(', ')', '#', '%' -> State.CHARSET;
                default -> State.TEXT;
              };
      case CHARSET -> state = State.TEXT;
      case CSI -> {
        if (c >= 0x40 && c <= 0x7e) {
          control(c);
          parameters.setLength(0);
          state = State.TEXT;
        } else if (parameters.length() < 32) {
          parameters.append(c);
        }
      }
      case OSC -> {
        if (c == '\u0007') {
          state = State.TEXT;
        } else if (c == '\u001b') {
          state = State.OSC_ESCAPE;
        } else if (c == '\n') {
          state = State.TEXT;
          finishLine();
        }
      }
      case OSC_ESCAPE -> state = State.TEXT;
    }
  }

  private void showText(char c) {
    switch (c) {
      case '\n' -> finishLine();
      case '\r' -> cursor = 0;
      case '\b' -> cursor = Math.max(0, cursor - 1);
      case '\u001b' -> state = State.ESCAPE;
      case '\t' -> put(c);
      default -> {
        if (c >= ' ' && c != '\u007f') {
          put(c);
        }
      }
    }
  }

  private void put(char c) {
    if (cursor < line.length()) {
      line.setCharAt(cursor, c);
    } else if (line.length() < longestLine) {
      line.append(c);
    } else {
      overlong = true;
      return;
    }
    cursor++;
  }

  private void control(char command) {
    if (command == 'K') {
      if (parameters.isEmpty() || parameters.charAt(0) == '0') {
        line.setLength(Math.min(cursor, line.length()));
      } else {
        wipeCurrent();
      }
    } else if (command == 'D') {
      int by = 0;
      for (int i = 0; i < parameters.length() && by < longestLine; i++) {
        by = by * 10 + Math.max(0, Character.digit(parameters.charAt(i), 10));
      }
      cursor = Math.max(0, cursor - Math.max(1, by));
    }
  }

  private void finishLine() {
    String text = stripped(line);
    if (line.capacity() > ROOMY) {
      line = new StringBuilder();
    }
    wipeCurrent();
    finishedLines++;
    finished.accept(text);
  }

  private static String stripped(StringBuilder text) {
    int end = text.length();
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }
}
