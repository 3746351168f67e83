package io.hitless.device.iosxe.show;

import io.hitless.device.DeviceException;
import io.hitless.device.Refusal;
import io.hitless.device.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an install verb printed, read as a reply.
///
/// The last of the engine's own result lines counts (`SUCCESS: install_add`, `FAILED: install_add
/// exit(1)`, `ERROR: install_abort exit(2 )`, `FAILED: ABORT operation is not allowed …`); results
/// of inner services (`SUCCESS: Upgrade_Service finished`, `SUCCESS: Files deleted.`) don't. A unit
/// that failed outweighs a success of the whole, since each unit prints `Finished` either way.
public final class InstallTranscript {
  private static final String VERB = "(?:install_\\w+|add_activate_commit|clear_install_state)";
  private static final Pattern RESULT =
      Pattern.compile(
          "^(?:(?<word>SUCCESS|FAILED):\\s*"
              + VERB
              + "\\b|(?<error>ERROR: "
              + VERB
              + ")|(?<abort>FAILED: ABORT operation))");
  private static final Pattern GLUED =
      Pattern.compile("(?<=\\S)(?=(?:SUCCESS|FAILED|ERROR):\\s*" + VERB + ")");
  private static final Pattern UNIT_FAILED =
      Pattern.compile(
          "^\\w+: (?:Passed on \\[[^\\]]*\\]\\. ?)?Failed on \\[[^\\]]*\\]|^\\[\\d+\\]:? (?:R\\d|[Ss]witch \\d+|[Cc]hassis \\d+)?\\s*FAILED:");
  private static final Pattern NO_CHANGE =
      Pattern.compile(
          "with reason: ?\"?(?<what>Same Image File|SMU Already Added|\\w+ Already Added)-No Change");
  private static final Pattern BEGUN =
      Pattern.compile(
          "^"
              + VERB
              + ": (?:START|Adding|Activating|Committing|Aborting|Abort type|Removing)|^--- Starting |^NOTE: Going to start|^"
              + VERB
              + ": Passed on");
  private static final Pattern BEGUN_IN_LOG = Pattern.compile("%INSTALL-5-INSTALL_START_INFO:");

  private InstallTranscript() {}

  /// @param lines without echo and prompt
  /// @param logLines of the device's log that stood among them; one of them may be the only sign
  ///   that the engine began
  /// @throws DeviceException.Silent when the device came back to its prompt without having begun or
  ///   refused: a busy engine drops what it is asked
  public static Reply reply(String command, List<String> lines, List<String> logLines) {
    List<String> said = new ArrayList<>(lines.size());
    for (String line : lines) {
      said.addAll(List.of(GLUED.split(line)));
    }
    Optional<ErrorLine> error =
        ErrorLine.in(said).filter(line -> line.kind() != ErrorLine.Kind.FAILED);
    if (error.isPresent()) {
      return new Reply.Refused(
          error.get().kind() == ErrorLine.Kind.NOT_AUTHORISED
              ? Refusal.NOT_AUTHORISED
              : Refusal.UNKNOWN_COMMAND,
          error.get().words(),
          said);
    }
    Optional<Matcher> result = lastResult(said);
    Optional<String> unitFailed = first(said, UNIT_FAILED);
    boolean failed = result.isPresent() && !"SUCCESS".equals(result.get().group("word"));
    if (failed || unitFailed.isPresent()) {
      return refused(said, unitFailed, result);
    }
    if (result.isPresent()) {
      return success(said);
    }
    Optional<Refusals.Match> refusal = Refusals.in(said);
    if (refusal.isPresent()) {
      return new Reply.Refused(refusal.get().reason(), refusal.get().words(), said);
    }
    Optional<ErrorLine> other = ErrorLine.in(said);
    if (other.isPresent()) {
      return new Reply.Refused(Refusal.OTHER, other.get().words(), said);
    }
    if (first(said, BEGUN).isEmpty() && first(logLines, BEGUN_IN_LOG).isEmpty()) {
      throw new DeviceException.Silent(
          "'" + command + "' came back without a start line: it may have been dropped");
    }
    return new Reply.Accepted(said);
  }

  private static Reply refused(
      List<String> said, Optional<String> unitFailed, Optional<Matcher> result) {
    Optional<Refusals.Match> known = Refusals.in(said);
    if (known.isPresent()) {
      return new Reply.Refused(known.get().reason(), known.get().words(), said);
    }
    String words = unitFailed.orElseGet(() -> lineOf(said, result.orElseThrow()));
    return new Reply.Refused(unitFailed.isPresent() ? Refusal.PARTIAL : Refusal.OTHER, words, said);
  }

  private static Reply success(List<String> said) {
    for (String line : said) {
      Matcher unchanged = NO_CHANGE.matcher(line);
      if (unchanged.find()) {
        return new Reply.Refused(
            unchanged.group("what").startsWith("Same Image")
                ? Refusal.SAME_IMAGE
                : Refusal.ALREADY_ADDED,
            line.strip(),
            said);
      }
    }
    return new Reply.Accepted(said);
  }

  private static Optional<Matcher> lastResult(List<String> said) {
    Optional<Matcher> last = Optional.empty();
    for (String line : said) {
      Matcher result = RESULT.matcher(line.strip());
      if (result.find()) {
        last = Optional.of(result);
      }
    }
    return last;
  }

  private static String lineOf(List<String> said, Matcher result) {
    return said.stream()
        .map(String::strip)
        .filter(line -> line.startsWith(result.group()))
        .reduce((earlier, later) -> later)
        .orElse(result.group());
  }

  private static Optional<String> first(List<String> said, Pattern pattern) {
    return said.stream()
        .map(String::strip)
        .filter(line -> pattern.matcher(line).find())
        .findFirst();
  }
}
