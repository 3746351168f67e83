package io.hitless.job.step;

import io.hitless.device.Change;
import io.hitless.image.Image;
import io.hitless.job.Intent;
import io.hitless.job.Judgement;
import io.hitless.job.Outcome;
import io.hitless.job.RollBack;
import io.hitless.job.Sent;
import io.hitless.job.Signal;
import io.hitless.job.Situation;
import io.hitless.job.StageStep;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import java.time.Duration;
import java.util.Optional;

/// Everything by one command: add, activate, commit; about 22 min on a C9500. There is no moment at
/// which a job could step back, so whoever orders it acknowledged that. Sent once, never again.
final class InstallOneStep implements StageStep {
  private final Rechecks rechecks;

  InstallOneStep(Rechecks rechecks) {
    this.rechecks = rechecks;
  }

  @Override
  public StepResult take(Turn turn) {
    Judgement judged = turn.judge();
    return judged.lastIs(Intent.Kind.INSTALL_ONE_STEP)
        ? sentBefore(turn, judged)
        : first(turn, judged);
  }

  private StepResult first(Turn turn, Judgement judged) {
    if (turn.image().status() == Image.Status.RECALLED) {
      return Ways.giveUp(
          turn, "image-recalled", "The image was recalled meanwhile.", turn.seenLines());
    }
    boolean untouched = judged.last().isEmpty() && judged.seen() == Situation.OLD_CLEAN;
    if (!untouched) {
      return turn.stop(judged);
    }
    Optional<StepResult> inTheWay = rechecks.inTheWay(turn, false);
    if (inTheWay.isPresent()) {
      return inTheWay.get();
    }
    Baseline.take(turn);
    Sent sent =
        turn.send(
            new Change.InstallInOneStep(turn.imagePath()),
            Duration.ofMinutes(60),
            Duration.ofMinutes(15));
    return switch (sent) {
      case Sent.HeldBack heldBack -> Ways.heldBack(heldBack.why());
      case Sent.Unclear unclear -> throw unclear.why();
      case Sent.Accepted accepted -> Ways.again(turn, "looking whether the device works on it");
      case Sent.Refused refused ->
          Refusals.answer(
              turn,
              refused,
              no ->
                  Ways.giveUp(
                      turn,
                      Refusals.code(no.reply().reason()),
                      Refusals.sentence(no),
                      no.reply().said()));
    };
  }

  private static StepResult sentBefore(Turn turn, Judgement judged) {
    return switch (judged.verdict()) {
      case DONE -> {
        turn.settle(judged);
        yield StepResult.go(Signal.INSTALLED, "the target is committed on both units");
      }
      case RUNNING, STARTING ->
          Ways.later(turn, Ways.WHILE_RELOADING, "the device is installing: " + judged.seen());
      case NOT_DONE -> {
        turn.settle(judged);
        yield Ways.giveUp(
            turn,
            "one-step-did-nothing",
            "The device was told to install and did nothing.",
            judged.look().evidence());
      }
      case ROLLED_BACK -> {
        turn.settle(judged);
        RollBack.remember(turn, Outcome.RolledBackBy.DEVICE);
        yield StepResult.go(Signal.REVERTED, "both units are back on the old release");
      }
      case GO_ON, PARTIAL, FOREIGN, MIXED, UNRECOGNISED -> turn.stop(judged);
    };
  }
}
