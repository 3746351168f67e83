package io.hitless.readiness;

import io.hitless.device.facts.Platform;
import io.hitless.device.facts.Topology;
import io.hitless.readiness.UpgradeRules.Build;
import io.hitless.readiness.UpgradeRules.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The form in which upgrade rules are written: one a line, a word and what belongs to it. A line
/// that is none is refused, since a rule that is skipped would be a rule that says yes.
final class UpgradeRulesFile {
  private static final Pattern TRAIN = Pattern.compile("[1-9]\\d{1,2}\\.\\d{1,2}");

  private Optional<LocalDate> dated = Optional.empty();
  private Optional<Integer> yearsApart = Optional.empty();
  private final Map<String, Integer> extended = new HashMap<>();
  private final Set<String> standard = new HashSet<>();
  private final Map<Path, Boolean> single = new HashMap<>();
  private final Map<Build, Boolean> devices = new HashMap<>();
  private final Map<Platform, String> images = new HashMap<>();

  UpgradeRules read(String text) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        take(i + 1, line);
      }
    }
    for (String train : extended.keySet()) {
      require(!standard.contains(train), train + " is called both extended and standard");
    }
    return new UpgradeRules(
        dated.orElseThrow(() -> refused("the date is missing: dated 2026-06-30")),
        yearsApart.orElseThrow(() -> refused("the distance is missing: years-apart 3")),
        extended,
        standard,
        single,
        devices,
        images);
  }

  private void take(int number, String line) {
    String[] words = line.split("\\s+");
    try {
      rule(words);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "upgrade rules, line %d: '%s' is no rule: %s".formatted(number, line, e.getMessage()), e);
    }
  }

  private void rule(String[] words) {
    switch (words[0]) {
      case "dated" -> {
        count(words, 2);
        dated = once(dated, LocalDate.parse(words[1]));
      }
      case "years-apart" -> {
        count(words, 2);
        yearsApart = once(yearsApart, Integer.parseUnsignedInt(words[1]));
      }
      case "extended" -> {
        count(words, 3);
        fresh(extended.put(train(words[1]), year(words[2])));
      }
      case "standard" -> {
        count(words, 2);
        require(standard.add(train(words[1])), "said twice");
      }
      case "allow", "refuse" -> {
        count(words, 4);
        require(words[2].equals("->"), "the arrow is missing");
        fresh(single.put(new Path(train(words[1]), train(words[3])), words[0].equals("allow")));
      }
      case "device" -> {
        count(words, 4);
        fresh(
            devices.put(
                new Build(Platform.valueOf(words[1]), Topology.valueOf(words[2])), yes(words[3])));
      }
      case "image" -> {
        count(words, 3);
        fresh(images.put(Platform.valueOf(words[1]), words[2]));
      }
      default -> throw refused("there is no rule of this name");
    }
  }

  private static String train(String word) {
    require(TRAIN.matcher(word).matches(), word + " is no train such as 17.9");
    return word;
  }

  private static int year(String word) {
    int year = Integer.parseInt(word);
    require(year > 2000 && year < 2200, word + " is no year");
    return year;
  }

  private static boolean yes(String word) {
    require(word.equals("yes") || word.equals("no"), "neither yes nor no");
    return word.equals("yes");
  }

  private static <T> Optional<T> once(Optional<T> before, T value) {
    require(before.isEmpty(), "said twice");
    return Optional.of(value);
  }

  private static void fresh(@org.jspecify.annotations.Nullable Object before) {
    require(before == null, "said twice");
  }

  private static void count(String[] words, int expected) {
    require(words.length == expected, "it has " + words.length + " words, not " + expected);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw refused(otherwise);
    }
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(why);
  }
}
