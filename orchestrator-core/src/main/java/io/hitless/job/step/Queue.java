package io.hitless.job.step;

import io.hitless.job.Gate;
import io.hitless.job.Intent;
import io.hitless.job.JobOrder.Workflow;
import io.hitless.job.Signal;
import io.hitless.job.StageStep;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import io.hitless.job.WaitingFor;
import java.util.Set;

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
      // Reading changes nothing, and whoever is to approve wants to know what it finds.
      case Gate.Answer.NotNow notNow when notNow.waitingFor().equals(Set.of(WaitingFor.APPROVAL)) ->
          StepResult.go(Signal.START, "its turn has come to be looked at");
      case Gate.Answer.NotNow notNow -> Ways.heldBack(notNow);
      case Gate.Answer.Open open -> StepResult.go(Signal.START, "its turn has come");
    };
  }
}
