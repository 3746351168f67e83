package io.hitless.readiness;

import io.hitless.device.facts.Reading;
import io.hitless.readiness.CheckResult.Result;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The readings that a check rests on, about to be put into words.
final class Finding {
  /// A result is read by people and kept for years: so many lines of evidence, so long each.
  private static final int MOST_LINES = 60;

  private static final int LONGEST_LINE = 300;

  private final Set<String> commands = new LinkedHashSet<>();
  private final List<String> evidence = new ArrayList<>();

  private Finding() {}

  static Finding on(Reading<?>... readings) {
    var finding = new Finding();
    for (Reading<?> reading : readings) {
      finding.and(reading);
    }
    return finding;
  }

  Finding and(Reading<?> reading) {
    if (commands.add(reading.command())) {
      evidence.addAll(reading.evidence());
    }
    return this;
  }

  CheckResult pass(Check check, String summary) {
    return says(check, Result.PASS, summary);
  }

  CheckResult warn(Check check, String summary) {
    return says(check, Result.WARN, summary);
  }

  CheckResult fail(Check check, String summary) {
    return says(check, Result.FAIL, summary);
  }

  CheckResult unknown(Check check, String summary) {
    return says(check, Result.UNKNOWN, summary);
  }

  CheckResult says(Check check, Result result, String summary) {
    return new CheckResult(
        check.id(), result, summary, String.join("; ", commands), bounded(evidence));
  }

  static List<String> bounded(List<String> lines) {
    List<String> kept = new ArrayList<>();
    for (String line : lines.subList(0, Math.min(lines.size(), MOST_LINES))) {
      kept.add(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + " …" : line);
    }
    if (lines.size() > MOST_LINES) {
      kept.add("… " + (lines.size() - MOST_LINES) + " more lines");
    }
    return kept;
  }
}
