package io.hitless.job.step;

import io.hitless.device.Change;
import io.hitless.job.AutoAbortWatch;
import io.hitless.job.Intent;
import io.hitless.job.Judgement;
import io.hitless.job.Outcome;
import io.hitless.job.RollBack;
import io.hitless.job.Sent;
import io.hitless.job.Signal;
import io.hitless.job.StageStep;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import java.time.Duration;

/// Makes the target permanent: `install commit`, 6 to 8 min. Sent only to a device that was read a
/// moment ago as activated on both units with redundancy complete, and only while its timer leaves
/// enough time. There is no way back from here but another upgrade.
final class Commit implements StageStep {
  private static final int MOST = 2;

  @Override
  public StepResult take(Turn turn) {
    Judgement judged = turn.judge();
    AutoAbortWatch.alert(turn);
    return judged.lastIs(Intent.Kind.COMMIT) ? sentBefore(turn, judged) : first(turn, judged);
  }

  private static StepResult first(Turn turn, Judgement judged) {
    return switch (judged.verdict()) {
      case DONE -> judged.lastIs(Intent.Kind.ACTIVATE) ? send(turn, judged) : turn.stop(judged);
      case RUNNING -> Ways.later(turn, Ways.WHILE_RELOADING, "redundancy is not complete");
      case ROLLED_BACK -> reverted(turn, judged);
      case GO_ON, STARTING, NOT_DONE, PARTIAL, FOREIGN, MIXED, UNRECOGNISED -> turn.stop(judged);
    };
  }

  private static StepResult sentBefore(Turn turn, Judgement judged) {
    return switch (judged.verdict()) {
      case DONE -> {
        turn.settle(judged);
        yield StepResult.go(Signal.COMMITTED, "the target is committed on both units");
      }
      case RUNNING, STARTING -> Ways.later(turn, Ways.NEAR_THE_END, "the device is committing");
      case NOT_DONE -> {
        turn.settle(judged);
        yield turn.sentBefore(Intent.Kind.COMMIT) < MOST
            ? send(turn, judged)
            : StepResult.park(
                "commit-did-nothing",
                "The device was told twice to commit, and did nothing.",
                judged.look().evidence());
      }
      case ROLLED_BACK -> reverted(turn, judged);
      case GO_ON, PARTIAL, FOREIGN, MIXED, UNRECOGNISED -> turn.stop(judged);
    };
  }

  private static StepResult reverted(Turn turn, Judgement judged) {
    turn.settle(judged);
    RollBack.remember(turn, Outcome.RolledBackBy.DEVICE);
    return StepResult.go(Signal.REVERTED, "the device went back before it was committed");
  }

  private static StepResult send(Turn turn, Judgement judged) {
    if (!AutoAbortWatch.commitFits(turn)) {
      return StepResult.park(
          "commit-too-late",
          "Too little is left of the device's own timer to begin a commit.",
          judged.look().evidence());
    }
    Sent sent = turn.send(new Change.Commit(), Duration.ofMinutes(30), Duration.ofMinutes(15));
    return switch (sent) {
      case Sent.HeldBack heldBack -> Ways.heldBack(heldBack.why());
      case Sent.Unclear unclear -> throw unclear.why();
      case Sent.Accepted accepted -> Ways.again(turn, "looking whether it is committed");
      case Sent.Refused refused ->
          Refusals.answer(
              turn,
              refused,
              no ->
                  StepResult.park(
                      Refusals.code(no.reply().reason()),
                      Refusals.sentence(no),
                      no.reply().said()));
    };
  }
}
