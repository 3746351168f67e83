package io.hitless.job.step;

import io.hitless.job.Intent;
import io.hitless.job.Judgement;
import io.hitless.job.Signal;
import io.hitless.job.StageStep;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import io.hitless.readiness.FactsReader;
import io.hitless.readiness.Readings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Proves the end: no upgrade in progress, the target committed on both units and running there,
/// redundancy complete, no timer, the same device as before, and what it did before. A success is
/// said of nothing less.
final class Verify implements StageStep {
  private static final String WRONG = "verify-wrong";

  /// What a switchover shook takes a moment to come back: 5 min of looks. There is no way back any
  /// more, so a person decides what stays missing.
  private static final int MOST_LOOKS = 10;

  private final PostChecks postChecks;

  Verify(PostChecks postChecks) {
    this.postChecks = postChecks;
  }

  @Override
  public StepResult take(Turn turn) {
    Judgement judged = turn.judge();
    return switch (judged.seen()) {
      case TARGET_CLEAN -> proven(turn, judged);
      case TARGET_PEER_AWAY, TARGET_UNCOMMITTED, COMMITTING, ACTIVATED, ACTIVATING ->
          Ways.later(turn, Ways.WHILE_RELOADING, "not settled yet: " + judged.seen());
      case OLD_CLEAN,
          LISTED,
          LISTED_AFTER_RELOAD,
          LISTED_PARTLY,
          OLD_LEFTOVERS,
          ADDED,
          ROLLING_BACK,
          OLD_PEER_AWAY,
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

  private static StepResult wrong(Turn turn, PostChecks.Wrong wrong) {
    return turn.count(WRONG) < MOST_LOOKS
        ? Ways.later(turn, Ways.WHILE_RELOADING, wrong.summary())
        : StepResult.park(
            "post-check-failed",
            "The target is committed, but " + wrong.summary(),
            wrong.evidence());
  }

  private StepResult proven(Turn turn, Judgement judged) {
    turn.settle(judged);
    Optional<StepResult> stranger = SameDevice.stranger(turn, judged.look());
    if (stranger.isPresent()) {
      return stranger.get();
    }
    boolean ours =
        turn.meantAt(Intent.Kind.COMMIT).isPresent()
            || turn.meantAt(Intent.Kind.INSTALL_ONE_STEP).isPresent();
    List<String> evidence = new ArrayList<>(judged.look().evidence());
    if (ours && Baseline.taken(turn)) {
      Optional<PostChecks.Wrong> wrong = postChecks.wrong(turn);
      if (wrong.isPresent() && !PostChecks.accepted(turn)) {
        return wrong(turn, wrong.get());
      }
      wrong.ifPresent(known -> evidence.add("# accepted by hand: " + known.summary()));
      evidence.addAll(Baseline.found(turn));
    }
    turn.learned(FactsReader.read(new Readings(turn.session()), turn.now()));
    String release = turn.order().target().release();
    return StepResult.end(
        Signal.PROVEN,
        ours
            ? Ways.outcome(
                "upgraded",
                "Both units run " + release + ", committed; redundancy is complete.",
                evidence)
            : Ways.outcome(
                "already-on-target", "Both units run " + release + " already.", evidence));
  }
}
