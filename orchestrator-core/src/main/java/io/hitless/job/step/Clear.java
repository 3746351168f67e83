package io.hitless.job.step;

import io.hitless.device.Change;
import io.hitless.job.Grant;
import io.hitless.job.Intent;
import io.hitless.job.Judgement;
import io.hitless.job.Outcome;
import io.hitless.job.Sent;
import io.hitless.job.Signal;
import io.hitless.job.Stage;
import io.hitless.job.StageStep;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import io.hitless.job.Verdict;
import java.time.Duration;
import java.util.List;

/// Leaves the device as it was: waits until both units are hot on the old release, removes what
/// this job added, and proves that nothing is left. Only then is a job called failed, cancelled or
/// rolled back. `clear install state`, which reloads every unit on 17.x, is sent only when an
/// operator asked for it by name.
final class Clear implements StageStep {
  /// The second time only after a crash or a lost session left open whether the first was sent.
  private static final int MOST = 2;

  private static final String TAKEN = "removal-taken";

  @Override
  public StepResult take(Turn turn) {
    Judgement judged = turn.judge();
    if (judged.verdict() == Verdict.STARTING) {
      return Ways.later(turn, Ways.NEAR_THE_END, "the device may still be at the last command");
    }
    return switch (judged.seen()) {
      case OLD_CLEAN -> ended(turn, judged);
      case LISTED, LISTED_AFTER_RELOAD, LISTED_PARTLY, ADDED -> remove(turn, judged);
      case OLD_PEER_AWAY, TARGET_PEER_AWAY, ROLLING_BACK, ACTIVATING ->
          Ways.later(turn, Ways.WHILE_RELOADING, "a unit is away: " + judged.seen());
      case OLD_LEFTOVERS, MIXED, STRANGE ->
          mayClearState(turn) ? clearState(turn) : notClean(turn, judged);
      case ACTIVATED,
          COMMITTING,
          TARGET_CLEAN,
          TARGET_UNCOMMITTED,
          OTHER_UPGRADE,
          STRANGE_UPGRADE,
          FILE_RIGHT,
          FILE_WRONG,
          FILE_ABSENT,
          CONFIGURATION_SAVED,
          CONFIGURATION_UNSAVED ->
          turn.stop(judged);
    };
  }

  private static StepResult ended(Turn turn, Judgement judged) {
    for (Intent intent : turn.unsettled()) {
      turn.settle(intent, intent.kind() == Intent.Kind.REMOVE_INACTIVE ? "done" : "taken-back");
    }
    Outcome why =
        turn.memory()
            .failure()
            .orElseGet(() ->
                Ways.outcome(
                    "cleared", "The device is as it was before.", judged.look().evidence()));
    return StepResult.end(
        switch (turn.memory().clearingFor().orElse(Stage.FAILED)) {
          case ROLLED_BACK -> Signal.CLEAN_ROLLED_BACK;
          case CANCELLED -> Signal.CLEAN_CANCELLED;
          case QUEUED,
              PRECHECKING,
              STAGING,
              ADDING,
              STAGED,
              ACTIVATING,
              WAITING_FOR_SSO,
              SOAKING,
              COMMITTING,
              INSTALLING,
              VERIFYING,
              ABORTING,
              CLEARING,
              NEEDS_OPERATOR,
              SUCCEEDED,
              FAILED ->
              Signal.CLEAN_FAILED;
        },
        why);
  }

  /// Only what this job added, and only once that it took: an unanswered question of this command
  /// can wedge the install lock.
  private static StepResult remove(Turn turn, Judgement judged) {
    boolean ours =
        turn.mayHaveLeft(Intent.Kind.ADD) || turn.mayHaveLeft(Intent.Kind.INSTALL_ONE_STEP);
    if (!ours) {
      return turn.stop(judged);
    }
    turn.settle(judged);
    if (mayClearState(turn)) {
      return clearState(turn);
    }
    boolean answeredBefore = turn.memory().count(TAKEN) > 0;
    if (answeredBefore || turn.sentBefore(Intent.Kind.REMOVE_INACTIVE) >= MOST) {
      return notClean(turn, judged);
    }
    return sent(
        turn,
        turn.send(new Change.RemoveInactive(), Duration.ofMinutes(10), Duration.ofMinutes(5)));
  }

  private static boolean mayClearState(Turn turn) {
    return turn.memory().granted().contains(Grant.CLEAR_INSTALL_STATE)
        && turn.sentBefore(Intent.Kind.CLEAR_INSTALL_STATE) == 0;
  }

  private static StepResult clearState(Turn turn) {
    return sent(
        turn,
        turn.send(new Change.ClearInstallState(), Duration.ofMinutes(20), Duration.ofMinutes(10)));
  }

  private static StepResult notClean(Turn turn, Judgement judged) {
    turn.settle(judged);
    return StepResult.park(
        "not-clean",
        "Both units run the old release, but the install database is not as it was: "
            + judged.seen()
            + ".",
        judged.look().evidence());
  }

  private static StepResult sent(Turn turn, Sent sent) {
    return switch (sent) {
      case Sent.HeldBack heldBack -> Ways.heldBack(heldBack.why());
      case Sent.Unclear unclear -> throw unclear.why();
      case Sent.Accepted accepted -> {
        if (accepted.intent().kind() == Intent.Kind.REMOVE_INACTIVE) {
          turn.count(TAKEN);
        }
        yield Ways.again(turn, "looking whether anything is left");
      }
      case Sent.Refused refused ->
          Refusals.answer(turn, refused, no -> parked(no.reply().said(), Refusals.sentence(no)));
    };
  }

  private static StepResult parked(List<String> said, String sentence) {
    return StepResult.park("not-clean", sentence, said);
  }
}
