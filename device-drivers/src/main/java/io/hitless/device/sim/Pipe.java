package io.hitless.device.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What comes after a `|`: include, exclude, begin, section, count.
sealed interface Pipe {
  record Include(Pattern pattern) implements Pipe {}

  record Exclude(Pattern pattern) implements Pipe {}

  record Begin(Pattern pattern) implements Pipe {}

  record Section(Pattern pattern) implements Pipe {}

  record Count(Pattern pattern) implements Pipe {}

  /// @param text what follows the bar
  /// @return nothing when it is none of the five
  static Optional<Pipe> of(String text) {
    String stripped = text.strip();
    int space = stripped.indexOf(' ');
    String word = (space < 0 ? stripped : stripped.substring(0, space)).toLowerCase(Locale.ROOT);
    String regex = space < 0 ? "" : stripped.substring(space + 1).strip();
    if (word.isEmpty() || regex.isEmpty()) {
      return Optional.empty();
    }
    Pattern pattern = compile(regex);
    if ("include".startsWith(word)) {
      return Optional.of(new Include(pattern));
    }
    if ("exclude".startsWith(word)) {
      return Optional.of(new Exclude(pattern));
    }
    if ("begin".startsWith(word)) {
      return Optional.of(new Begin(pattern));
    }
    if ("section".startsWith(word)) {
      return Optional.of(new Section(pattern));
    }
    return "count".startsWith(word) ? Optional.of(new Count(pattern)) : Optional.empty();
  }

  private static Pattern compile(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      return Pattern.compile(Pattern.quote(regex));
    }
  }

  default String filter(String output) {
    List<String> lines = output.lines().toList();
    List<String> kept =
        switch (this) {
          case Include(Pattern p) -> lines.stream().filter(line -> p.matcher(line).find()).toList();
          case Exclude(Pattern p) ->
              lines.stream().filter(line -> !p.matcher(line).find()).toList();
          case Begin(Pattern p) ->
              lines.stream().dropWhile(line -> !p.matcher(line).find()).toList();
          case Section(Pattern p) -> section(lines, p);
          case Count(Pattern p) ->
              List.of(
                  "Number of lines which match regexp = "
                      + lines.stream().filter(line -> p.matcher(line).find()).count());
        };
    return kept.isEmpty() ? "" : String.join("\n", kept) + "\n";
  }

  private static List<String> section(List<String> lines, Pattern pattern) {
    List<String> kept = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      boolean indented = line.startsWith(" ");
      if (pattern.matcher(line).find()) {
        inside = true;
        kept.add(line);
      } else if (inside && indented) {
        kept.add(line);
      } else {
        inside = false;
      }
    }
    return kept;
  }
}
