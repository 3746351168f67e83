package io.hitless.device.sim;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What is left of a transcript when names, dates, numbers, log lines and blank lines are taken
/// away.
final class Skeleton {
  /// A log line begins at its stamp; an image's name ends it where the engine's own words are glued
  /// on.
  private static final Pattern LOG =
      Pattern.compile("\\*?[A-Z][a-z]{2} +\\d+ [\\d:.]+( \\w+)?: %[A-Z_]+-.*?(?=install_add|$)");

  private static final List<Function<String, String>> RULES =
      List.of(
          line -> LOG.matcher(line).replaceAll(""),
          line -> line.startsWith("%IOSXEBOOT") ? "" : line,
          line -> line.replaceFirst("^[\\w.-]*#.*|^show .*", ""),
          line -> line.replaceFirst("Compiled .*", "Compiled DATE"),
          line -> line.replaceAll("(boot)?flash:/?[\\w.-]+", "FILE"),
          line -> line.replaceAll("[A-Z][a-z]{2} [A-Z][a-z]{2} +\\d+ [\\d:]+ \\w+ \\d{4}", "DATE"),
          line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\d:[\\d:]+", "DATE"),
          line -> line.replaceAll("\\d+ (week|day|hour|minute)s?(, )?", "TIME "),
          line -> line.replaceAll("\\b[0-9a-f]{4}(\\.[0-9a-f]{4}){2}\\b", "MAC"),
          line -> line.replaceAll("\\d+", "N"),
          line -> line.replaceAll("\\s+", " ").strip(),
          line -> line.equals("N] install_active package(s) on switch N") ? "[" + line : line,
          line -> line.replaceAll("^=+$", "=").replaceAll("^-+$", "-"),
          line -> line.replaceAll("(TIME ?)+", "TIME"));

  private Skeleton() {}

  static List<String> of(String text) {
    return text.lines().map(Skeleton::bare).filter(line -> !line.isEmpty()).toList();
  }

  private static String bare(String line) {
    String left = line;
    for (Function<String, String> rule : RULES) {
      left = rule.apply(left);
    }
    return left.strip();
  }
}
