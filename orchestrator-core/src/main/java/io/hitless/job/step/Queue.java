package io.hitless.job.step;

import io.hitless.job.Gate;
import io.hitless.job.Intent;
import io.hitless.job.JobOrder.Workflow;
import io.hitless.job.Signal;
import io.hitless.job.StageStep;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;

/// Waits for the hour before which nothing may be changed; looking earlier would only find what is
/// old by then.
final class Queue implements StageStep {
  @Override
  public StepResult take(Turn turn) {
    Intent.Kind first =
        turn.order().workflow() == Workflow.ONE_STEP
            ? Intent.Kind.INSTALL_ONE_STEP
            : Intent.Kind.ADD;
    return switch (turn.ask(first)) {
      case Gate.Answer.NotNow notNow -> Ways.heldBack(notNow);
      case Gate.Answer.Open open -> StepResult.go(Signal.START, "its turn has come");
    };
  }
}
