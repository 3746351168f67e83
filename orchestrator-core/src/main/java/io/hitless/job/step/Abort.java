package io.hitless.job.step;

import io.hitless.device.Change;
import io.hitless.device.DeviceException;
import io.hitless.job.AutoAbortWatch;
import io.hitless.job.Intent;
import io.hitless.job.Judgement;
import io.hitless.job.Outcome;
import io.hitless.job.RollBack;
import io.hitless.job.Sent;
import io.hitless.job.Signal;
import io.hitless.job.Situation;
import io.hitless.job.Stage;
import io.hitless.job.StageStep;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Goes back: `install abort issu` reloads both units onto the old release, about 16 min. Only for
/// an upgrade of this job, only once, and only where the device allows it; in `Added state` it
/// refuses, whatever its log says of a completed abort. Done when both units are back and hot.
final class Abort implements StageStep {
  private static final int MOST = 1;

  /// The device said nothing to it. What goes back once its timer has run out then, does so by
  /// itself.
  private static final String UNHEARD = "abort-unheard";

  private static final Duration BEGINS_WITHIN = Duration.ofMinutes(15);

  @Override
  public StepResult take(Turn turn) {
    Judgement judged = turn.judge();
    if (judged.lastIs(Intent.Kind.ABORT)) {
      return sentBefore(turn, judged);
    }
    boolean ours = judged.lastIs(Intent.Kind.ACTIVATE) || judged.lastIs(Intent.Kind.COMMIT);
    return ours ? first(turn, judged) : turn.stop(judged);
  }

  private static StepResult first(Turn turn, Judgement judged) {
    return switch (judged.verdict()) {
      case RUNNING, DONE, NOT_DONE -> possible(turn, judged);
      case STARTING -> Ways.later(turn, Ways.NEAR_THE_END, "too early to see it begin");
      case ROLLED_BACK -> {
        turn.settle(judged);
        RollBack.remember(turn, Outcome.RolledBackBy.DEVICE);
        yield StepResult.go(Signal.REVERTED, "both units are back on the old release");
      }
      case GO_ON, PARTIAL, FOREIGN, MIXED, UNRECOGNISED -> turn.stop(judged);
    };
  }

  private static StepResult possible(Turn turn, Judgement judged) {
    return switch (judged.seen()) {
      case ACTIVATING, ACTIVATED -> {
        turn.settle(judged);
        yield turn.sentBefore(Intent.Kind.ABORT) < MOST
            ? send(turn)
            : StepResult.park(
                "abort-did-nothing",
                "The upgrade was aborted before and is still there.",
                judged.look().evidence());
      }
      case LISTED, ADDED -> {
        turn.settle(judged);
        turn.remember(memory -> memory.clearingFor = Optional.of(Stage.FAILED));
        yield StepResult.go(Signal.CLEAR, "nothing was activated");
      }
      case ROLLING_BACK, OLD_PEER_AWAY, TARGET_PEER_AWAY ->
          Ways.later(turn, Ways.WHILE_RELOADING, "a unit is away: " + judged.seen());
      case OLD_CLEAN,
          LISTED_AFTER_RELOAD,
          LISTED_PARTLY,
          OLD_LEFTOVERS,
          COMMITTING,
          TARGET_CLEAN,
          TARGET_UNCOMMITTED,
          MIXED,
          OTHER_UPGRADE,
          STRANGE_UPGRADE,
          STRANGE,
          FILE_RIGHT,
          FILE_WRONG,
          FILE_ABSENT,
          CONFIGURATION_SAVED,
          CONFIGURATION_UNSAVED ->
          turn.stop(judged);
    };
  }

  private static StepResult sentBefore(Turn turn, Judgement judged) {
    return switch (judged.verdict()) {
      case DONE -> {
        turn.settle(judged);
        boolean byItself = turn.memory().count(UNHEARD) > 0 && AutoAbortWatch.ranOut(turn);
        RollBack.remember(turn, byItself ? Outcome.RolledBackBy.DEVICE : Outcome.RolledBackBy.JOB);
        yield StepResult.go(Signal.REVERTED, "both units are back on the old release, and hot");
      }
      case RUNNING, STARTING ->
          neverBegan(turn, judged)
              ? StepResult.park(
                  "abort-did-nothing",
                  "The device was told to abort, and both units still run the target.",
                  judged.look().evidence())
              : Ways.later(turn, Ways.WHILE_RELOADING, "going back: " + judged.seen());
      case GO_ON, NOT_DONE, PARTIAL, ROLLED_BACK, FOREIGN, MIXED, UNRECOGNISED -> turn.stop(judged);
    };
  }

  /// A device that goes back reloads a unit first, so one that is hot on the target on both units
  /// so much later did not begin. Whether to tell it again is for a person to say.
  private static boolean neverBegan(Turn turn, Judgement judged) {
    return judged.seen() == Situation.ACTIVATED
        && judged
            .last()
            .map(intent -> intent.at().plus(turn.pace().allowed(BEGINS_WITHIN)))
            .map(begun -> turn.now().isAfter(begun))
            .orElse(false);
  }

  private static StepResult send(Turn turn) {
    Sent sent = turn.send(new Change.Abort(), Duration.ofMinutes(30), Duration.ofMinutes(15));
    return switch (sent) {
      case Sent.HeldBack heldBack -> Ways.heldBack(heldBack.why());
      case Sent.Unclear unclear -> {
        if (unclear.why() instanceof DeviceException.Silent) {
          turn.count(UNHEARD);
        }
        throw unclear.why();
      }
      case Sent.Accepted accepted -> Ways.again(turn, "looking whether it goes back");
      case Sent.Refused refused -> Refusals.answer(turn, refused, no -> refused(no));
    };
  }

  private static StepResult refused(Sent.Refused no) {
    List<String> said = no.reply().said();
    return StepResult.park("abort-refused", Refusals.sentence(no), said);
  }

  /// A pair that is under way back, and not there: the console of the unit that is missing.
  @Override
  public StepResult overdue(Turn turn, String waited, boolean readable) {
    if (!readable || turn.look().hot()) {
      return StageStep.super.overdue(turn, waited, readable);
    }
    return StepResult.park(
        "standby-never-came-back",
        "The device was to go back to the old release, and its units are not in step: " + waited,
        turn.look().evidence());
  }
}
