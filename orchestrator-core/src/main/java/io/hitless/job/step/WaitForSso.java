package io.hitless.job.step;

import io.hitless.device.facts.Redundancy;
import io.hitless.job.AutoAbortWatch;
import io.hitless.job.Intent;
import io.hitless.job.Judgement;
import io.hitless.job.Look;
import io.hitless.job.Outcome;
import io.hitless.job.RollBack;
import io.hitless.job.Signal;
import io.hitless.job.Situation;
import io.hitless.job.StageStep;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Waits until redundancy is complete on the target. Nobody answers for up to 10 min around the
/// switchover; then the former standby does, and minutes later the former active comes back as its
/// standby. The wait ends only when all of it is read from the new active unit, and that unit is
/// still the same device.
final class WaitForSso implements StageStep {
  /// In a C9500 pair redundancy is complete 7 min after the switchover; looked at more often from
  /// shortly before.
  private static final Duration EXPECTED = Duration.ofMinutes(5);

  private static final Duration SELDOM_AGAIN = Duration.ofMinutes(12);

  @Override
  public StepResult take(Turn turn) {
    Judgement judged = turn.judge();
    AutoAbortWatch.alert(turn);
    if (!judged.lastIs(Intent.Kind.ACTIVATE)) {
      return turn.stop(judged);
    }
    return switch (judged.verdict()) {
      case DONE -> arrived(turn, judged);
      case RUNNING -> waits(turn, judged);
      case STARTING -> Ways.later(turn, Ways.NEAR_THE_END, "too early to see it begin");
      case ROLLED_BACK -> {
        turn.settle(judged);
        RollBack.remember(turn, Outcome.RolledBackBy.DEVICE);
        yield StepResult.go(Signal.REVERTED, "both units are back on the old release");
      }
      case GO_ON, NOT_DONE, PARTIAL, FOREIGN, MIXED, UNRECOGNISED -> turn.stop(judged);
    };
  }

  private static StepResult waits(Turn turn, Judgement judged) {
    turn.settle(judged);
    Midway.learn(turn, judged.look());
    String doing = "redundancy is not complete yet: " + judged.seen();
    if (judged.seen() == Situation.ROLLING_BACK) {
      return Ways.later(turn, Ways.WHILE_RELOADING, "the device is going back by itself");
    }
    if (AutoAbortWatch.marginReached(turn)) {
      return tooLate(turn, doing, judged);
    }
    return Ways.later(turn, interval(turn), doing);
  }

  private static Duration interval(Turn turn) {
    Duration waited = turn.pace().onDevice(Duration.between(turn.job().enteredAt(), turn.now()));
    boolean near = waited.compareTo(EXPECTED) > 0 && waited.compareTo(SELDOM_AGAIN) < 0;
    return near ? Ways.NEAR_THE_END : Ways.WHILE_RELOADING;
  }

  private static StepResult arrived(Turn turn, Judgement judged) {
    turn.settle(judged);
    Optional<StepResult> stranger = SameDevice.stranger(turn, judged.look());
    if (stranger.isPresent()) {
      return stranger.get();
    }
    Midway.learn(turn, judged.look());
    if (!swapped(turn, judged.look())) {
      return Ways.asOrdered(
          turn,
          "roles-not-swapped",
          "Both units run the target, but the former standby is not the active unit.",
          judged.look().evidence());
    }
    return StepResult.go(
        Signal.SSO_REACHED, "both units run the target and redundancy is complete");
  }

  private static boolean swapped(Turn turn, Look look) {
    Redundancy redundancy = look.redundancy().value();
    return turn.memory()
        .formerStandby()
        .map(former -> former.equals(redundancy.active().location()))
        .orElse(true);
  }

  @Override
  public StepResult overdue(Turn turn, String waited, boolean readable) {
    if (AutoAbortWatch.stillReverting(turn)) {
      return Ways.later(
          turn, Ways.WHILE_RELOADING, "the device's timer has run out; waiting for it to be back");
    }
    if (!readable) {
      return StageStep.super.overdue(turn, waited, false);
    }
    Look look = turn.look();
    return Obstacle.beyondAbort(turn, look)
        .orElseGet(() ->
            Ways.asOrdered(
                turn,
                "standby-never-reached-sso",
                "Redundancy was not complete in time: " + waited,
                look.evidence()));
  }

  /// Close to the device's own roll-back: ours is begun while there is time, or the device's is
  /// awaited.
  private static StepResult tooLate(Turn turn, String doing, Judgement judged) {
    boolean backAlready = judged.seen() == Situation.OLD_PEER_AWAY;
    if (AutoAbortWatch.ranOut(turn) || backAlready) {
      return AutoAbortWatch.stillReverting(turn) || backAlready
          ? Ways.later(turn, Ways.WHILE_RELOADING, "the device is going back by itself")
          : StepResult.park(
              "standby-never-reached-sso",
              "The device's timer ran out, and it has not come back to one release: " + doing,
              judged.look().evidence());
    }
    List<String> evidence = judged.look().evidence();
    return Obstacle.beyondAbort(turn, judged.look())
        .orElseGet(() ->
            Ways.asOrdered(
                turn,
                "standby-never-reached-sso",
                "Redundancy is not complete, and the device's own timer is about to run out: "
                    + doing,
                evidence));
  }
}
