package io.hitless.job.step;

import com.google.re2j.Pattern;
import io.hitless.device.StruckText;
import io.hitless.readiness.Tolerances;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/// A running configuration before, held against the one now: each line with what it belongs to
/// (`interface Te1/0/1 / switchport mode trunk`), whatever the order. Secrets are struck out of
/// both, so a secret that changed does not show.
///
/// @param lost lines that are gone
/// @param added lines that are new
record ConfigurationCompared(List<String> lost, List<String> added) {
  /// What stands for a secret in configurations that an earlier release kept before an upgrade.
  private static final String FORMERLY_STRUCK = "<struck>";

  /// Lines that an upgrade changes by itself.
  private static final List<String> VOLATILE =
      List.of(
          "!.*",
          "\\s*",
          "version \\S+",
          "boot system .*",
          "boot-\\S+-marker",
          "Building configuration.*",
          "Current configuration.*",
          "ntp clock-period .*",
          // Of a certificate only this is left; a self-signed one is made anew by some releases.
          StruckText.STRUCK,
          "end");

  static ConfigurationCompared of(List<String> before, List<String> now, Tolerances tolerances) {
    List<Pattern> expected =
        Stream.concat(VOLATILE.stream(), tolerances.expectedConfiguration().stream())
            .map(Pattern::compile)
            .toList();
    List<String> was = paths(before, expected);
    List<String> is = paths(now, expected);
    return new ConfigurationCompared(without(was, is), without(is, was));
  }

  boolean same() {
    return lost.isEmpty() && added.isEmpty();
  }

  List<String> lines() {
    return Stream.concat(
            lost.stream().map(line -> "- " + line), added.stream().map(line -> "+ " + line))
        .toList();
  }

  /// Counted, so that a line which stood there twice is missed once.
  private static List<String> without(List<String> all, List<String> those) {
    var left = new java.util.HashMap<String, Integer>();
    those.forEach(line -> left.merge(line, 1, Integer::sum));
    List<String> rest = new ArrayList<>();
    for (String line : all) {
      if (left.merge(line, -1, Integer::sum) < 0) {
        rest.add(line);
      }
    }
    return rest;
  }

  private static List<String> paths(List<String> lines, List<Pattern> expected) {
    List<String> paths = new ArrayList<>();
    Deque<String> parents = new ArrayDeque<>();
    Deque<Integer> depths = new ArrayDeque<>();
    for (String raw : lines) {
      String line = raw.replace(FORMERLY_STRUCK, StruckText.STRUCK).stripTrailing();
      String text = line.strip();
      if (expected.stream().anyMatch(pattern -> pattern.matches(text))) {
        continue;
      }
      int depth = line.length() - line.stripLeading().length();
      while (!depths.isEmpty() && depths.peekLast() >= depth) {
        depths.removeLast();
        parents.removeLast();
      }
      parents.addLast(text);
      depths.addLast(depth);
      paths.add(String.join(" / ", parents));
    }
    return paths;
  }
}
