package io.hitless.device.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of the device's own log between, or glued to, lines of output, as consoles and `terminal
/// monitor` mix them in.
///
/// @param before output that the log line was glued to, perhaps empty
/// @param text the log line itself
/// @param after output of the install engine that was glued behind it, perhaps empty: the engine
///   goes on writing where its log message stopped
public record LogLine(String before, String text, String after) {
  private static final Pattern GOES_ON =
      Pattern.compile(
          "(?<=\\S)(?:(?:install_(?!engine|mgr)[a-z_]{1,40}|clear_install_state): [A-Z]|(?:SUCCESS|FAILED|ERROR): (?:install_|clear_install))");

  private static final Pattern STAMPED =
      Pattern.compile(
          "(?:(?:\\d{1,9}: )?[*.]?(?:[A-Z][a-z]{2} {1,2}\\d{1,2} (?:\\d{4} )?\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,6})?(?: [A-Za-z]{1,6}(?:[+-]\\d{1,4})?)?"
              + "|\\d{1,3}[ywdh]\\d{1,2}[wdhm]|\\d{2}:\\d{2}:\\d{2})|(?<!\\d)\\d{6,9}): "
              + "%[A-Z][A-Z0-9_]{1,40}(?:-[A-Z0-9_]{1,40}){0,2}-[0-7]-[A-Z0-9_]{1,60}:");

  private static final Pattern UNSTAMPED =
      Pattern.compile("%[A-Z][A-Z0-9_]{1,40}(?:-[A-Z0-9_]{1,40}){0,2}-[0-7]-[A-Z0-9_]{1,60}:");

  /// Finds the log line that `line` is or ends with.
  public static Optional<LogLine> in(String line) {
    int percent = line.indexOf('%');
    if (percent < 0) {
      return Optional.empty();
    }
    if (percent == 0) {
      return UNSTAMPED.matcher(line).lookingAt() ? Optional.of(split(line, 0)) : Optional.empty();
    }
    if (line.indexOf(": %") < 0) {
      return Optional.empty();
    }
    Matcher stamped = STAMPED.matcher(line);
    return stamped.find() ? Optional.of(split(line, stamped.start())) : Optional.empty();
  }

  private static LogLine split(String line, int start) {
    Matcher goesOn = GOES_ON.matcher(line);
    int end = goesOn.find(start) ? goesOn.start() : line.length();
    return new LogLine(
        line.substring(0, start).stripTrailing(), line.substring(start, end), line.substring(end));
  }
}
