package io.hitless.job.step;

import io.hitless.device.DeviceException;
import io.hitless.device.facts.Reading;
import io.hitless.event.Event;
import io.hitless.job.Evidence;
import io.hitless.job.Grant;
import io.hitless.job.Turn;
import io.hitless.readiness.CheckResult;
import io.hitless.readiness.Tolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether the new release carries what the old one did: redundancy, both units, the link between
/// them, the roles swapped once, what the device does for the network, the configuration. Asked
/// before the commit and after it.
///
/// Neighbours, routes and addresses take a moment to come back after a switchover: while the soak
/// lasts they are told, at its end they are judged.
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

  /// Counts looks at which something was wrong, in a row; with a person's word to commit all the
  /// same it stays.
  static final String WRONG = "post-check-wrong";

  private final Looks looks;
  private final Tolerances tolerances;

  PostChecks(Looks looks, Tolerances tolerances) {
    this.looks = looks;
    this.tolerances = tolerances;
  }

  /// What is wrong.
  record Wrong(String summary, List<String> evidence) {}

  /// Absent when all is well.
  Optional<Wrong> wrong(Turn turn) {
    Looks.Found found = looks.all(turn, BEFORE_ONLY);
    Looks.tell(turn, "post-checks", Evidence.Kind.CHECKS_AFTER, found);
    var differences =
        Baseline.taken(turn)
            ? Baseline.differences(turn, tolerances)
            : new Baseline.Differences(List.of(), List.of(), List.of());
    history(turn);
    List<String> judged = new ArrayList<>(differences.broken());
    List<String> told = new ArrayList<>(differences.told());
    (settling(turn) ? told : judged).addAll(differences.missing());
    if (!told.isEmpty()) {
      turn.note(
          Event.Kind.STEP_ENDED,
          "not all is what it was before",
          Baseline.bounded(told),
          Map.of("step", "post-checks"));
    }
    if (!found.good()) {
      CheckResult worst = found.worst().orElseThrow();
      return Optional.of(new Wrong(worst.id() + ": " + worst.summary(), found.evidence()));
    }
    return judged.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Wrong(
                "Not as before the upgrade: " + judged.getFirst() + ".", Baseline.bounded(judged)));
  }

  /// Whether somebody had it committed although something was wrong.
  static boolean accepted(Turn turn) {
    return turn.memory().count(WRONG) > 0 && turn.memory().granted().contains(Grant.COMMIT);
  }

  private static boolean settling(Turn turn) {
    return !turn.memory().granted().contains(Grant.COMMIT)
        && turn.memory().soakUntil().map(until -> turn.now().isBefore(until)).orElse(false);
  }

  /// The device's own record of what was done; nothing is decided by it.
  private static void history(Turn turn) {
    try {
      turn.session()
          .issuHistory()
          .map(Reading::value)
          .ifPresent(lines -> turn.keep(Evidence.Kind.ISSU_HISTORY, lines));
    } catch (DeviceException.Silent hangs) {
      turn.closeSession();
      without(turn, hangs);
    } catch (DeviceException.NotAuthorised | DeviceException.UnrecognisedOutput none) {
      without(turn, none);
    }
  }

  private static void without(Turn turn, DeviceException history) {
    turn.note(
        Event.Kind.STEP_ENDED,
        "the device's own history was not read: " + history.getMessage(),
        List.of(),
        Map.of("step", "post-checks"));
  }
}
