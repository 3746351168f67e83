package io.hitless.job.step;

import io.hitless.job.Gate;
import io.hitless.job.JobOrder.OnFailure;
import io.hitless.job.Outcome;
import io.hitless.job.Signal;
import io.hitless.job.Stage;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import io.hitless.job.WaitingFor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The ways on that several steps share.
final class Ways {
  /// While a unit reloads nothing is to be seen for minutes.
  static final Duration WHILE_RELOADING = Duration.ofSeconds(30);

  /// Near the end of what is awaited.
  static final Duration NEAR_THE_END = Duration.ofSeconds(10);

  private Ways() {}

  /// Look again after `interval`.
  static StepResult later(Turn turn, Duration interval, String doing) {
    return new StepResult.NotYet(
        Optional.of(turn.pace().poll(turn.now(), interval)), Set.of(WaitingFor.DEVICE), doing);
  }

  /// Look again at once, with what was sent behind us.
  static StepResult again(Turn turn, String doing) {
    return new StepResult.NotYet(Optional.of(turn.now()), Set.of(WaitingFor.DEVICE), doing);
  }

  static StepResult heldBack(Gate.Answer.NotNow gate) {
    return new StepResult.NotYet(gate.again(), gate.waitingFor(), gate.why());
  }

  /// The device was not touched, and won't be.
  static StepResult fail(String code, String summary, List<String> evidence) {
    return StepResult.end(Signal.FAIL, outcome(code, summary, evidence));
  }

  /// Nothing was activated: take back what was added, and end as failed.
  static StepResult giveUp(Turn turn, String code, String summary, List<String> evidence) {
    turn.remember(memory -> {
      memory.clearingFor = Optional.of(Stage.FAILED);
      memory.failure = Optional.of(outcome(code, summary, evidence));
    });
    return StepResult.go(Signal.CLEAR, summary);
  }

  /// Something failed between activation and commit: what the order says about that.
  static StepResult asOrdered(Turn turn, String code, String summary, List<String> evidence) {
    if (turn.order().onFailure() == OnFailure.HOLD) {
      return StepResult.park(code, summary, evidence);
    }
    turn.remember(memory -> {
      memory.clearingFor = Optional.of(Stage.ROLLED_BACK);
      memory.failure = Optional.of(memory.failure.orElse(outcome(code, summary, evidence)));
    });
    return StepResult.go(Signal.ABORT, summary);
  }

  static Outcome outcome(String code, String summary, List<String> evidence) {
    return new Outcome(code, summary, evidence, Optional.empty(), List.of());
  }
}
