package io.hitless.device.iosxe.show;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the command line itself answers to a command that it doesn't run. Only looked for at the
/// beginning of a line: install output is full of harmless `ERROR:` and `not found`.
///
/// @param kind what it means
/// @param words the device's line
public record ErrorLine(Kind kind, String words) {

  /// What a line of the table means.
  public enum Kind {
    UNKNOWN_COMMAND,
    NOT_AUTHORISED,
    FAILED
  }

  private record Sign(Pattern pattern, Kind kind) {}

  private static final List<Sign> SIGNS =
      List.of(
          sign("% ?Invalid input detected", Kind.UNKNOWN_COMMAND),
          sign("% ?Incomplete command", Kind.UNKNOWN_COMMAND),
          sign("% ?Ambiguous command", Kind.UNKNOWN_COMMAND),
          sign("% ?Unknown command", Kind.UNKNOWN_COMMAND),
          sign("% ?Unrecognized command", Kind.UNKNOWN_COMMAND),
          sign("Translating \".*\"\\.\\.\\.domain server", Kind.UNKNOWN_COMMAND),
          sign("% ?Bad IP address or host name", Kind.UNKNOWN_COMMAND),
          sign("% ?Authorization failed", Kind.NOT_AUTHORISED),
          sign("Command authorization failed", Kind.NOT_AUTHORISED),
          sign("% ?Permission denied", Kind.NOT_AUTHORISED),
          sign("Privilege denied", Kind.NOT_AUTHORISED),
          sign("% ?This command is not authorized", Kind.NOT_AUTHORISED));

  private static final Pattern OTHER = Pattern.compile("% ?[A-Z][A-Za-z ]{3,}.*");

  /// The first error line among the first lines of an answer.
  public static Optional<ErrorLine> in(List<String> lines) {
    for (String line : lines.subList(0, Math.min(lines.size(), 6))) {
      String text = line.strip();
      for (Sign sign : SIGNS) {
        if (sign.pattern().matcher(text).lookingAt()) {
          return Optional.of(new ErrorLine(sign.kind(), text));
        }
      }
    }
    return lines.stream()
        .map(String::strip)
        .filter(text -> OTHER.matcher(text).matches())
        .findFirst()
        .map(text -> new ErrorLine(Kind.FAILED, text));
  }

  private static Sign sign(String text, Kind kind) {
    return new Sign(Pattern.compile(text), kind);
  }
}
