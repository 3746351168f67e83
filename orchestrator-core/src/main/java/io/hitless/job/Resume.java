package io.hitless.job;

import java.util.Optional;

/// Where a parked job goes on when an operator says "retry": from what the device says, not from
/// where the job stood.
final class Resume {
  private Resume() {}

  static StepResult from(Turn turn, Judgement judged, ActionRequest request) {
    return switch (judged.verdict()) {
      case FOREIGN, MIXED, UNRECOGNISED -> Doubt.stop(turn, judged);
      case GO_ON, DONE, RUNNING, STARTING, NOT_DONE, PARTIAL, ROLLED_BACK ->
          new StepResult.Go(signal(turn, judged), request.reason(), request.by(), Optional.empty());
    };
  }

  private static Signal signal(Turn turn, Judgement judged) {
    Doubt.settle(turn, judged);
    boolean givenUp = turn.memory().clearingFor().isPresent();
    return judged
        .last()
        .map(intent ->
            switch (intent.kind()) {
              case ADD -> givenUp ? Signal.CLEAR : afterAdd(turn, judged.verdict());
              case ACTIVATE -> afterActivate(turn, judged.verdict(), givenUp);
              case COMMIT -> afterCommit(turn, judged.verdict());
              case ABORT -> afterAbort(turn, judged.verdict());
              case INSTALL_ONE_STEP -> afterOneStep(turn, judged.verdict());
              case REMOVE_INACTIVE, CLEAR_INSTALL_STATE -> clear(turn);
              case SAVE_CONFIGURATION, COPY, DELETE_FILE -> startOver(turn);
            })
        .orElseGet(() -> givenUp ? Signal.CLEAR : startOver(turn));
  }

  private static Signal afterAdd(Turn turn, Verdict verdict) {
    return switch (verdict) {
      case DONE -> Signal.RESUME_STAGED;
      case RUNNING, STARTING -> Signal.RESUME_ADDING;
      case PARTIAL -> clear(turn);
      case GO_ON, NOT_DONE, ROLLED_BACK, FOREIGN, MIXED, UNRECOGNISED -> startOver(turn);
    };
  }

  /// A job that had given up does not quietly go on to a commit.
  private static Signal afterActivate(Turn turn, Verdict verdict, boolean givenUp) {
    return switch (verdict) {
      case NOT_DONE -> givenUp ? Signal.CLEAR : Signal.RESUME_STAGED;
      case STARTING -> Signal.RESUME_ACTIVATING;
      case RUNNING, DONE -> givenUp ? Signal.RESUME_ABORTING : Signal.RESUME_WAITING;
      case ROLLED_BACK -> reverted(turn, Outcome.RolledBackBy.DEVICE);
      case GO_ON, PARTIAL, FOREIGN, MIXED, UNRECOGNISED -> Signal.RESUME_WAITING;
    };
  }

  private static Signal afterCommit(Turn turn, Verdict verdict) {
    return switch (verdict) {
      case DONE -> Signal.RESUME_VERIFYING;
      case ROLLED_BACK -> reverted(turn, Outcome.RolledBackBy.DEVICE);
      case GO_ON, RUNNING, STARTING, NOT_DONE, PARTIAL, FOREIGN, MIXED, UNRECOGNISED ->
          Signal.RESUME_COMMITTING;
    };
  }

  private static Signal afterAbort(Turn turn, Verdict verdict) {
    return verdict == Verdict.DONE
        ? reverted(turn, Outcome.RolledBackBy.JOB)
        : Signal.RESUME_ABORTING;
  }

  private static Signal afterOneStep(Turn turn, Verdict verdict) {
    return switch (verdict) {
      case DONE -> Signal.RESUME_VERIFYING;
      case ROLLED_BACK -> reverted(turn, Outcome.RolledBackBy.DEVICE);
      case NOT_DONE -> clear(turn);
      case GO_ON, RUNNING, STARTING, PARTIAL, FOREIGN, MIXED, UNRECOGNISED ->
          Signal.RESUME_INSTALLING;
    };
  }

  private static Signal reverted(Turn turn, Outcome.RolledBackBy by) {
    RollBack.remember(turn, by);
    return Signal.REVERTED;
  }

  private static Signal clear(Turn turn) {
    turn.remember(memory -> {
      memory.clearingFor = Optional.of(memory.clearingFor.orElse(Stage.FAILED));
      memory.failure = memory.failure.or(turn.job()::outcome);
    });
    return Signal.CLEAR;
  }

  private static Signal startOver(Turn turn) {
    turn.closeChapter();
    turn.remember(memory -> {
      memory.failure = Optional.empty();
      memory.clearingFor = Optional.empty();
      memory.checkedAt = Optional.empty();
    });
    return Signal.RESUME_PRECHECKING;
  }
}
