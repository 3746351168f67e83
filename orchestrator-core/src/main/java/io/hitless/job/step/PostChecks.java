package io.hitless.job.step;

import io.hitless.event.Event;
import io.hitless.job.Turn;
import io.hitless.readiness.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether the new release carries what the old one did: redundancy, both units, the link between
/// them, the configuration.
final class PostChecks {
  /// Checks that must hold at any time. The others are about beginning an upgrade.
  private static final Set<String> BEFORE_ONLY =
      Set.of(
          "platform-supported",
          "upgrade-path",
          "flash-space",
          "issu-idle",
          "install-clean",
          "image-present",
          "image-verified",
          "config-saved");

  private final Looks looks;

  PostChecks(Looks looks) {
    this.looks = looks;
  }

  /// What is wrong.
  record Wrong(String summary, List<String> evidence) {}

  /// Absent when all is well. A configuration that differs is told, not judged: a new release adds
  /// lines of its own.
  Optional<Wrong> wrong(Turn turn) {
    Looks.Found found = looks.all(turn, BEFORE_ONLY);
    Looks.tell(turn, "post-checks", found);
    List<String> differences = new ArrayList<>(Baseline.differences(turn));
    List<String> told =
        differences.stream().filter(line -> line.startsWith(Baseline.CONFIGURATION)).toList();
    differences.removeAll(told);
    if (!told.isEmpty()) {
      turn.note(
          Event.Kind.STEP_ENDED,
          "the running configuration is not line by line what it was before",
          told,
          Map.of("step", "post-checks"));
    }
    if (!found.good()) {
      CheckResult worst = found.worst().orElseThrow();
      return Optional.of(new Wrong(worst.id() + ": " + worst.summary(), found.evidence()));
    }
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(new Wrong("The link between the units is not what it was.", differences));
  }
}
