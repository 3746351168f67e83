package io.hitless.job.step;

import io.hitless.job.AutoAbortWatch;
import io.hitless.job.Grant;
import io.hitless.job.Intent;
import io.hitless.job.JobOrder.CommitBy;
import io.hitless.job.Judgement;
import io.hitless.job.Outcome;
import io.hitless.job.RollBack;
import io.hitless.job.Signal;
import io.hitless.job.Situation;
import io.hitless.job.StageStep;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import io.hitless.job.WaitingFor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Lets the new release prove itself while the way back is still open: checks at once, waits out
/// the soak, checks again, and hands on to the commit, or waits for somebody to say so. It never
/// outlasts the device's own timer: with less left than a commit needs, none is begun.
final class Soak implements StageStep {
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
  private static final String LOST = "redundancy-lost";

  /// A standby may stumble for a moment; what stays wrong for five looks is wrong.
  private static final int MOST_LOOKS = 5;

  private final PostChecks postChecks;

  Soak(PostChecks postChecks) {
    this.postChecks = postChecks;
  }

  @Override
  public StepResult take(Turn turn) {
    Judgement judged = turn.judge();
    AutoAbortWatch.alert(turn);
    if (!judged.lastIs(Intent.Kind.ACTIVATE)) {
      return turn.stop(judged);
    }
    return switch (judged.verdict()) {
      case DONE -> activated(turn, judged);
      case RUNNING -> lost(turn, judged);
      case ROLLED_BACK -> {
        turn.settle(judged);
        RollBack.remember(turn, Outcome.RolledBackBy.DEVICE);
        yield StepResult.go(Signal.REVERTED, "both units are back on the old release");
      }
      case GO_ON, STARTING, NOT_DONE, PARTIAL, FOREIGN, MIXED, UNRECOGNISED -> turn.stop(judged);
    };
  }

  private static StepResult lost(Turn turn, Judgement judged) {
    if (AutoAbortWatch.ranOut(turn) || judged.seen() == Situation.ROLLING_BACK) {
      return Ways.later(turn, Ways.WHILE_RELOADING, "the device is going back by itself");
    }
    if (turn.count(LOST) <= MOST_LOOKS) {
      return Ways.later(turn, Ways.WHILE_RELOADING, "redundancy is not complete any more");
    }
    return Obstacle.beyondAbort(turn, judged.look())
        .orElseGet(() ->
            Ways.asOrdered(
                turn,
                "redundancy-lost",
                "Redundancy was complete on the target and is not any more.",
                judged.look().evidence()));
  }

  private StepResult activated(Turn turn, Judgement judged) {
    turn.settle(judged);
    turn.forget(LOST);
    Midway.learn(turn, judged.look());
    boolean first = turn.memory().soakUntil().isEmpty();
    if (first) {
      Instant until = turn.pace().after(turn.now(), turn.order().soak());
      turn.remember(memory -> memory.soakUntil = Optional.of(until));
    }
    boolean told = turn.memory().granted().contains(Grant.COMMIT);
    boolean soaked = told || !turn.now().isBefore(turn.memory().soakUntil().orElseThrow());
    if (!AutoAbortWatch.commitFits(turn)) {
      return tooLate(turn, judged);
    }
    if (first || soaked || turn.memory().count(PostChecks.WRONG) > 0) {
      Optional<PostChecks.Wrong> wrong = postChecks.wrong(turn);
      if (wrong.isPresent()) {
        return wrong(turn, wrong.get());
      }
      turn.forget(PostChecks.WRONG);
    }
    if (!soaked) {
      return waits(turn, WaitingFor.SOAK, turn.memory().soakUntil(), "soaking");
    }
    if (turn.order().commit() == CommitBy.MANUAL && !told) {
      return waits(turn, WaitingFor.COMMIT, Optional.empty(), "waiting for a commit");
    }
    return StepResult.go(
        Signal.COMMIT, told ? "told to commit" : "soaked, and every post-check passed");
  }

  private static StepResult wrong(Turn turn, PostChecks.Wrong wrong) {
    if (turn.count(PostChecks.WRONG) < MOST_LOOKS) {
      return Ways.later(turn, Ways.WHILE_RELOADING, wrong.summary());
    }
    return Ways.asOrdered(turn, "post-check-failed", wrong.summary(), wrong.evidence());
  }

  private static StepResult tooLate(Turn turn, Judgement judged) {
    return AutoAbortWatch.ranOut(turn)
        ? Ways.later(turn, Ways.WHILE_RELOADING, "the device is about to go back by itself")
        : Ways.asOrdered(
            turn,
            "commit-too-late",
            "Too little is left of the device's own timer to begin a commit.",
            judged.look().evidence());
  }

  private static StepResult waits(
      Turn turn, WaitingFor reason, Optional<Instant> until, String doing) {
    Instant next = turn.pace().poll(turn.now(), LOOK_EVERY);
    Instant due = until.filter(next::isAfter).orElse(next);
    return new StepResult.NotYet(Optional.of(due), Set.of(reason), doing);
  }

  @Override
  public StepResult overdue(Turn turn, String waited, boolean readable) {
    return AutoAbortWatch.stillReverting(turn)
        ? Ways.later(turn, Ways.WHILE_RELOADING, "waiting for the device to be back")
        : StageStep.super.overdue(turn, waited, readable);
  }
}
