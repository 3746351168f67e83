package io.hitless.job.step;

import io.hitless.image.Image;
import io.hitless.job.Gate;
import io.hitless.job.Grant;
import io.hitless.job.Intent;
import io.hitless.job.Judgement;
import io.hitless.job.Signal;
import io.hitless.job.StageStep;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import io.hitless.job.WaitingFor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The safe point: everything is unpacked and nothing was touched, for days if need be. Before it
/// is left, what could have changed since is checked again, and what must be the same afterwards is
/// written down.
final class Staged implements StageStep {
  /// After an add the engine goes on checking for about 66 s, and drops what it is sent meanwhile
  /// without a word (seen by the authors of nautobot-upgrades); this much is left to it.
  private static final Duration POST_CHECK = Duration.ofSeconds(90);

  private final Rechecks rechecks;

  Staged(Rechecks rechecks) {
    this.rechecks = rechecks;
  }

  @Override
  public StepResult take(Turn turn) {
    boolean stopsHere = turn.order().stageOnly() && !turn.memory().granted().contains(Grant.GO_ON);
    if (stopsHere) {
      return new StepResult.NotYet(
          Optional.empty(), Set.of(WaitingFor.APPROVAL), "ordered to stop here; retry goes on");
    }
    if (turn.ask(Intent.Kind.ACTIVATE) instanceof Gate.Answer.NotNow notNow) {
      return Ways.heldBack(notNow);
    }
    if (turn.image().status() == Image.Status.RECALLED) {
      return Ways.giveUp(
          turn, "image-recalled", "The image was recalled meanwhile.", turn.seenLines());
    }
    Judgement judged = turn.judge();
    return switch (judged.verdict()) {
      case DONE -> ready(turn, judged);
      // Brought back here because an activation did nothing.
      case NOT_DONE -> judged.lastIs(Intent.Kind.ACTIVATE) ? ready(turn, judged) : gone(judged);
      case RUNNING, STARTING ->
          judged.lastIs(Intent.Kind.ADD)
              ? Ways.later(turn, Ways.WHILE_RELOADING, "the standby is not hot at the moment")
              : turn.stop(judged);
      case GO_ON, PARTIAL, ROLLED_BACK -> gone(judged);
      case FOREIGN, MIXED, UNRECOGNISED -> turn.stop(judged);
    };
  }

  private StepResult ready(Turn turn, Judgement judged) {
    turn.settle(judged);
    Instant settled = turn.pace().after(turn.job().enteredAt(), POST_CHECK);
    if (turn.now().isBefore(settled)) {
      return new StepResult.NotYet(
          Optional.of(settled),
          Set.of(WaitingFor.DEVICE),
          "the engine is still checking what was added");
    }
    return rechecks
        .inTheWay(turn, true)
        .orElseGet(() -> {
          Baseline.take(turn);
          return StepResult.go(Signal.GO, "checked, let through, nothing to wait for");
        });
  }

  private static StepResult gone(Judgement judged) {
    return StepResult.park(
        "staged-image-gone",
        "What was added is no longer listed on both units: somebody removed it.",
        judged.look().evidence());
  }
}
