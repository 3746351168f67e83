package io.hitless.job.step;

import io.hitless.device.Change;
import io.hitless.job.AutoAbortWatch;
import io.hitless.job.Intent;
import io.hitless.job.JobOrder.OnFailure;
import io.hitless.job.Judgement;
import io.hitless.job.Outcome;
import io.hitless.job.RollBack;
import io.hitless.job.Sent;
import io.hitless.job.Signal;
import io.hitless.job.StageStep;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import java.time.Duration;
import java.util.Optional;

/// Starts what can't be undone by waiting: `install activate issu` reloads the standby on the
/// target (7 min), switches over to it, which ends every session without a word, and reloads the
/// former active. From its start the device's own timer runs, and rolls everything back unless
/// committed.
///
/// The session's end is what we expect; that the device works on it, only reading tells. Sent at
/// most twice, the second time only when the device was seen to have done nothing with the first.
final class Activate implements StageStep {
  private static final int MOST = 2;

  private final Rechecks rechecks;

  Activate(Rechecks rechecks) {
    this.rechecks = rechecks;
  }

  @Override
  public StepResult take(Turn turn) {
    Judgement judged = turn.judge();
    return judged.lastIs(Intent.Kind.ACTIVATE) ? sentBefore(turn, judged) : first(turn, judged);
  }

  private StepResult first(Turn turn, Judgement judged) {
    return switch (judged.verdict()) {
      case DONE -> send(turn);
      case RUNNING -> Ways.later(turn, Ways.WHILE_RELOADING, "the standby is not hot");
      case FOREIGN, MIXED, UNRECOGNISED -> turn.stop(judged);
      case GO_ON, STARTING, NOT_DONE, PARTIAL, ROLLED_BACK ->
          StepResult.park(
              "staged-image-gone",
              "What was added is no longer listed on both units: somebody removed it.",
              judged.look().evidence());
    };
  }

  private StepResult sentBefore(Turn turn, Judgement judged) {
    return switch (judged.verdict()) {
      case RUNNING, DONE -> {
        turn.settle(judged);
        yield StepResult.go(Signal.UNDER_WAY, "the device works on the activation");
      }
      case STARTING -> Ways.later(turn, Ways.NEAR_THE_END, "too early to see it begin");
      case NOT_DONE -> {
        turn.settle(judged);
        yield turn.sentBefore(Intent.Kind.ACTIVATE) < MOST
            ? send(turn)
            : notBegun(
                turn,
                "activate-did-nothing",
                "The device was told twice to activate, and did nothing.",
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

  private StepResult send(Turn turn) {
    Optional<StepResult> inTheWay = rechecks.inTheWay(turn, true);
    if (inTheWay.isPresent()) {
      return inTheWay.get();
    }
    Sent sent =
        turn.send(
            new Change.Activate(Optional.empty()), Duration.ofMinutes(30), Duration.ofMinutes(15));
    return switch (sent) {
      case Sent.HeldBack heldBack -> Ways.heldBack(heldBack.why());
      case Sent.Unclear unclear -> {
        AutoAbortWatch.begins(turn);
        throw unclear.why();
      }
      case Sent.Accepted accepted -> {
        AutoAbortWatch.begins(turn);
        yield Ways.again(turn, "looking whether the device works on it");
      }
      case Sent.Refused refused ->
          Refusals.answer(
              turn,
              refused,
              no ->
                  notBegun(
                      turn,
                      Refusals.code(no.reply().reason()),
                      Refusals.sentence(no),
                      no.reply().said()));
    };
  }

  /// Nothing was activated, so the way back is to take away what was added.
  private static StepResult notBegun(
      Turn turn, String code, String summary, java.util.List<String> evidence) {
    return turn.order().onFailure() == OnFailure.ABORT
        ? Ways.giveUp(turn, code, summary, evidence)
        : StepResult.park(code, summary, evidence);
  }
}
