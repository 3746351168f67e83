package io.hitless.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The shortest way out of each stop, made for the very job: where, which command, and what must be
/// seen next. The steps are a data file; its head says where they come from.
final class Guide {
  /// What a device refuses for a reason of its own.
  private static final String REFUSED = "refused";

  private static final Map<String, List<String>> SECTIONS = read();

  private Guide() {}

  /// Codes that have a section of their own, with or without a situation behind them.
  static Set<String> sections() {
    return SECTIONS.keySet();
  }

  /// Numbered steps for `code`, in the words of this job; the last says what is legal now.
  static List<String> steps(String code, Job job) {
    List<String> all = new ArrayList<>();
    for (String step : section(code, job)) {
      all.add((all.size() + 1) + ". " + filled(step, job));
    }
    all.add((all.size() + 1) + ". Legal now: " + legal(job) + ".");
    return all;
  }

  private static List<String> section(String code, Job job) {
    return job.memory()
        .seen()
        .flatMap(seen -> Optional.ofNullable(SECTIONS.get(code + " " + seen)))
        .or(() -> Optional.ofNullable(SECTIONS.get(code)))
        .orElseGet(() -> SECTIONS.getOrDefault(REFUSED, List.of()));
  }

  private static String filled(String step, Job job) {
    return step.replace("{device}", job.order().deviceName())
        .replace("{target}", job.order().target().release())
        .replace("{from}", job.memory().fromVersion().orElse("the old release"))
        .replace("{active}", job.memory().formerActive().orElse("one unit"))
        .replace("{standby}", job.memory().formerStandby().orElse("the other"))
        .replace(
            "{rollback}", job.memory().timerEndsAt().map(end -> " at about " + end).orElse(""));
  }

  private static String legal(Job job) {
    Job parked =
        job.stage() == Stage.NEEDS_OPERATOR
            ? job
            : job.with(draft -> {
              draft.stage = Stage.NEEDS_OPERATOR;
              draft.waitingFor = Set.of();
              draft.memory =
                  draft.memory.with(memory -> memory.parkedFrom = Optional.of(job.stage()));
            });
    return String.join(", ", LegalActions.of(parked).stream().map(Action::word).sorted().toList());
  }

  private static Map<String, List<String>> read() {
    InputStream in = Guide.class.getResourceAsStream("guide.txt");
    if (in == null) {
      throw new IllegalStateException("the guide is missing from the jar");
    }
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> steps = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line : lines.lines().toList()) {
        if (line.startsWith("[") && line.endsWith("]")) {
          steps = new ArrayList<>();
          sections.put(line.substring(1, line.length() - 1), steps);
        } else if (!line.isBlank() && !line.startsWith("#")) {
          steps.add(line.strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(sections);
  }
}
