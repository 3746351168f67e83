package io.hitless.device.cli;

import io.hitless.device.CommandText;
import io.hitless.device.Secret;
import io.hitless.device.StruckText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The questions that one command is known to ask, each with the answer we allow. It is armed
/// before the command is sent; any other question is never agreed to.
public record Dialogue(List<Question> questions) {

  /// For commands that ask nothing.
  public static final Dialogue NONE = new Dialogue(List.of());

  private static final Pattern YES_NO =
      Pattern.compile(
          "[\\[(]\\s*y(?:es)?\\s*/\\s*n(?:o)?\\s*(?<quit>/\\s*q\\s*)?[\\])]\\s*[:?]?$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SOME_QUESTION =
      Pattern.compile(
          "(?:\\[confirm\\]|\\?|(?:[Pp]assword|[Uu]sername|[Ll]ogin|[Pp]assphrase)\\s*:)$");

  public Dialogue {
    questions = List.copyOf(questions);
  }

  public static Dialogue of(Question... questions) {
    return new Dialogue(List.of(questions));
  }

  /// One question.
  ///
  /// @param asked how its text ends, spaces collapsed
  /// @param answer typed before Enter, one printable line; empty for Enter alone
  /// @param times how often it may be answered in one command
  /// @param secret whether the answer is one that no record may hold
  public record Question(Pattern asked, String answer, int times, boolean secret) {
    public Question {
      answer = CommandText.answer(answer);
    }

    public static Question once(String asked, String answer) {
      return new Question(ending(asked), answer, 1, false);
    }

    /// A question for somebody's password.
    public static Question secret(String asked, Secret answer) {
      return new Question(ending(asked), answer.reveal(), 1, true);
    }

    private static Pattern ending(String asked) {
      return Pattern.compile("(?:" + asked + ")\\s*$");
    }

    @Override
    public String toString() {
      return asked + " → " + (secret ? StruckText.STRUCK : answer);
    }
  }

  /// Whether a line that nothing follows asks for something.
  static boolean isQuestion(String line) {
    String text = tail(line);
    return YES_NO.matcher(text).find() || SOME_QUESTION.matcher(text).find();
  }

  /// The answer that changes nothing: `q` or `n` where the question offers it.
  static Optional<String> refusalOf(String line) {
    var choice = YES_NO.matcher(tail(line));
    if (choice.find()) {
      return Optional.of(
          choice.group("quit") != null
              ? "q"
              : choice.group().toLowerCase(java.util.Locale.ROOT).contains("no") ? "no" : "n");
    }
    return line.stripTrailing().endsWith("[confirm]") ? Optional.of("n") : Optional.empty();
  }

  private static String tail(String line) {
    String text = line.stripTrailing();
    return text.substring(Math.max(0, text.length() - 120));
  }
}
