package io.hitless.job.step;

import io.hitless.job.Evidence;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Repeats, right before a point of no return, whatever may have changed since the prechecks; they
/// are good for 30 min, and for no longer than the standby that they found stays up. What adding
/// the image itself has changed is left to the reconciler.
final class Rechecks {
  private static final Set<String> CHANGED_BY_ADDING =
      Set.of(
          "install-clean",
          "issu-idle",
          "flash-space",
          "image-present",
          "image-verified",
          "upgrade-path");
  private static final Set<String> SLOW = Set.of("image-verified");

  private final Looks looks;

  Rechecks(Looks looks) {
    this.looks = looks;
  }

  /// What stands in the way; absent when nothing does.
  ///
  /// @param added whether the image was added already
  Optional<StepResult> inTheWay(Turn turn, boolean added) {
    Instant now = turn.now();
    boolean fresh =
        turn.memory().checkedAt().map(at -> now.isBefore(at.plus(looks.validFor()))).orElse(false);
    if (fresh && !looks.steadiness().young(turn.look().redundancy().value())) {
      return Optional.empty();
    }
    Looks.Found found = looks.all(turn, added ? CHANGED_BY_ADDING : SLOW);
    if (found.good()) {
      Optional<StepResult> young =
          looks.steadiness().awaited(turn, found.readings().redundancy().value());
      if (young.isPresent()) {
        return young;
      }
      Looks.tell(turn, "prechecks again", Evidence.Kind.CHECKS_AGAIN, found);
      turn.forget(Precheck.COLD);
      Steadiness.forget(turn);
      turn.remember(memory -> memory.checkedAt = Optional.of(now));
      return Optional.empty();
    }
    boolean mayPass = found.failed("standby-hot") || found.failed("sso-mode");
    Steadiness.forget(turn);
    if (mayPass && turn.count(Precheck.COLD) <= Precheck.MOST_COLD_LOOKS) {
      return Optional.of(
          Ways.later(turn, Ways.WHILE_RELOADING, "the standby is not hot at the moment"));
    }
    Looks.tell(turn, "prechecks again", Evidence.Kind.CHECKS_AGAIN, found);
    var worst = found.worst().orElseThrow();
    return Optional.of(
        Ways.giveUp(
            turn,
            worst.id(),
            "It was ready when it was checked first, and is not now: " + worst.summary(),
            found.evidence()));
  }
}
