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
/// redundancy complete, no timer, and the same device as before. A success is said of nothing less.
final class Verify implements StageStep {
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

  private static StepResult proven(Turn turn, Judgement judged) {
    turn.settle(judged);
    Optional<StepResult> stranger = SameDevice.stranger(turn, judged.look());
    if (stranger.isPresent()) {
      return stranger.get();
    }
    boolean ours =
        turn.meantAt(Intent.Kind.COMMIT).isPresent()
            || turn.meantAt(Intent.Kind.INSTALL_ONE_STEP).isPresent();
    List<String> evidence = new ArrayList<>(judged.look().evidence());
    if (!turn.memory().baseline().isEmpty()) {
      evidence.addAll(Baseline.differences(turn));
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
