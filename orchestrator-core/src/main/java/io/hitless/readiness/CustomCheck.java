package io.hitless.readiness;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.hitless.device.ShowCommand;
import io.hitless.device.facts.Reading;
import io.hitless.readiness.CheckResult.Result;
import java.util.List;
import java.util.stream.IntStream;

/// A site's own question: a command that only shows, and a pattern that some line of its answer
/// must have, or none may have. Matching takes linear time whatever the pattern and the answer are.
public final class CustomCheck implements Check {
  private static final int LONGEST_PATTERN = 300;
  private static final int LONGEST_SUMMARY = 200;
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*");

  private final Definition definition;
  private final ShowCommand command;
  private final Pattern pattern;

  private CustomCheck(Definition definition, ShowCommand command, Pattern pattern) {
    this.definition = definition;
    this.command = command;
    this.pattern = pattern;
  }

  /// How a site writes it.
  ///
  /// @param id word of the check, kebab-case
  /// @param pattern RE2 syntax; looked for in each line by itself
  /// @param severity what it means when the expectation isn't met: `FAIL` or `WARN`
  /// @param summary what it is about, for people
  public record Definition(
      String id,
      String command,
      String pattern,
      Expectation expect,
      Severity severity,
      String summary) {}

  /// Whether some line must match, or none may.
  public enum Expectation {
    PRESENT,
    ABSENT
  }

  /// How bad it is when the expectation isn't met.
  public enum Severity {
    WARN,
    FAIL
  }

  /// What is wrong with a definition.
  public static final class Refused extends RuntimeException {
    private final String field;

    Refused(String field, String message) {
      super(message);
      this.field = field;
    }

    /// Name of the field that is wrong.
    public String field() {
      return field;
    }
  }

  /// @throws Refused naming the field that is wrong, with a sentence for the person who wrote it
  public static CustomCheck of(Definition definition) {
    if (definition.id().length() > 32 || !ID.matches(definition.id())) {
      throw new Refused("id", "must be lower-case words joined by '-', at most 32 characters");
    }
    if (definition.summary().isBlank()
        || definition.summary().length() > LONGEST_SUMMARY
        || definition.summary().chars().anyMatch(Character::isISOControl)) {
      throw new Refused(
          "summary", "must be one line of at most " + LONGEST_SUMMARY + " characters");
    }
    return new CustomCheck(
        definition, command(definition.command()), pattern(definition.pattern()));
  }

  private static ShowCommand command(String text) {
    try {
      return new ShowCommand(text);
    } catch (IllegalArgumentException refused) {
      throw new Refused("command", String.valueOf(refused.getMessage()));
    }
  }

  private static Pattern pattern(String text) {
    if (text.isEmpty() || text.length() > LONGEST_PATTERN) {
      throw new Refused("pattern", "must be of 1 to " + LONGEST_PATTERN + " characters");
    }
    try {
      Pattern pattern = Pattern.compile(text);
      if (pattern.matches("")) {
        throw new Refused("pattern", "matches the empty line, so it would always be met");
      }
      return pattern;
    } catch (PatternSyntaxException broken) {
      throw new Refused("pattern", "is no RE2 pattern: " + broken.getMessage());
    }
  }

  @Override
  public String id() {
    return definition.id();
  }

  @Override
  public boolean waivable() {
    return true;
  }

  @Override
  public CheckResult look(Subject subject) {
    Reading<List<String>> answer = subject.readings().ask(command);
    List<String> lines = answer.value();
    boolean filtered = command.text().contains("|");
    if (lines.isEmpty() && !filtered) {
      return new CheckResult(
          id(),
          Result.UNKNOWN,
          definition.summary() + ": the device printed nothing.",
          answer.command(),
          List.of());
    }
    List<Integer> matching =
        IntStream.range(0, lines.size())
            .filter(line -> matches(lines.get(line).stripTrailing()))
            .boxed()
            .toList();
    boolean met =
        switch (definition.expect()) {
          case PRESENT -> !matching.isEmpty();
          case ABSENT -> matching.isEmpty();
        };
    Result result =
        met
            ? Result.PASS
            : switch (definition.severity()) {
              case WARN -> Result.WARN;
              case FAIL -> Result.FAIL;
            };
    String found = matching.isEmpty() ? "no line matches" : matching.size() + " line(s) match";
    return new CheckResult(
        id(),
        result,
        "%s: %s '%s', which must be %s."
            .formatted(
                definition.summary(),
                found,
                definition.pattern(),
                definition.expect() == Expectation.PRESENT ? "present" : "absent"),
        answer.command(),
        Finding.bounded(
            matching.isEmpty()
                ? answer.evidence()
                : matching.stream().map(line -> answer.evidence().get(line)).toList()));
  }

  private boolean matches(String line) {
    Matcher matcher = pattern.matcher(line);
    return matcher.find();
  }
}
