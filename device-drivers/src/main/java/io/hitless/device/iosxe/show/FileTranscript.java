package io.hitless.device.iosxe.show;

import io.hitless.device.Refusal;
import io.hitless.device.Reply;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What `write memory`, `copy` and `delete` printed, read as a reply.
public final class FileTranscript {
  private static final Pattern SAVED = Pattern.compile("\\[OK\\]");
  private static final Pattern COPIED =
      Pattern.compile("bytes copied in |\\[OK - \\d+(?:/\\d+)? bytes\\]");
  private static final Pattern TROUBLE =
      Pattern.compile(
          "^(?:%\\s?\\S.*|Error .*|startup-config file open failed.*|.*\\(Device or resource busy\\).*|.*timed out.*|Destination file .* is locked.*|.*[Aa]borted.*)$");

  private FileTranscript() {}

  /// `write memory`: only `[OK]` is one.
  public static Reply saved(List<String> lines) {
    return lines.stream().anyMatch(line -> SAVED.matcher(line).find())
        ? new Reply.Accepted(lines)
        : refused(lines);
  }

  /// `copy`: only the count of bytes at the end is a success.
  public static Reply copied(List<String> lines) {
    if (lines.stream().anyMatch(line -> COPIED.matcher(line).find())) {
      return new Reply.Accepted(lines);
    }
    return CopyRefusals.in(lines)
        .<Reply>map(known -> new Reply.Refused(known.reason(), known.words(), lines))
        .orElseGet(() -> refused(lines));
  }

  /// `delete`: says nothing when it did it.
  public static Reply deleted(List<String> lines) {
    return trouble(lines).isPresent() ? refused(lines) : new Reply.Accepted(lines);
  }

  private static Reply refused(List<String> lines) {
    Optional<ErrorLine> error = ErrorLine.in(lines);
    Optional<Refusals.Match> known = Refusals.in(lines);
    Refusal reason =
        error
            .map(line ->
                switch (line.kind()) {
                  case NOT_AUTHORISED -> Refusal.NOT_AUTHORISED;
                  case UNKNOWN_COMMAND -> Refusal.UNKNOWN_COMMAND;
                  case FAILED -> known.map(Refusals.Match::reason).orElse(Refusal.OTHER);
                })
            .or(() -> known.map(Refusals.Match::reason))
            .orElse(Refusal.OTHER);
    String words =
        error
            .map(ErrorLine::words)
            .or(() -> known.map(Refusals.Match::words))
            .or(() -> trouble(lines))
            .orElse(lines.isEmpty() ? "nothing was printed" : lines.getLast().strip());
    return new Reply.Refused(reason, words, lines);
  }

  private static Optional<String> trouble(List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .filter(line -> TROUBLE.matcher(line).matches())
        .findFirst();
  }
}
