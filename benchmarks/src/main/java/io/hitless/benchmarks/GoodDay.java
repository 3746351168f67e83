package io.hitless.benchmarks;

import io.hitless.job.Signal;
import io.hitless.job.Stage;
import io.hitless.job.StageStep;
import io.hitless.job.StepResult;
import io.hitless.job.step.Steps;
import io.hitless.readiness.Checks;
import io.hitless.readiness.Thresholds;
import io.hitless.readiness.UpgradeRules;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The steps of an upgrade on which everything goes well.
final class GoodDay {
  /// From queued to succeeded.
  static final int TRANSITIONS = 10;

  private static final Map<Stage, Signal> WAY =
      Map.of(
          Stage.QUEUED, Signal.START,
          Stage.PRECHECKING, Signal.CHECKED,
          Stage.STAGING, Signal.IMAGE_READY,
          Stage.ADDING, Signal.ADDED,
          Stage.STAGED, Signal.GO,
          Stage.ACTIVATING, Signal.UNDER_WAY,
          Stage.WAITING_FOR_SSO, Signal.SSO_REACHED,
          Stage.SOAKING, Signal.COMMIT,
          Stage.COMMITTING, Signal.COMMITTED,
          Stage.VERIFYING, Signal.PROVEN);

  private GoodDay() {}

  /// The product's own, with all that they read and send.
  static Map<Stage, StageStep> real() {
    return Steps.all(Checks.standard(UpgradeRules.shipped(), List.of()), Thresholds.STANDARD);
  }

  /// Steps that find at once what the job hopes for: what is left is the machinery around them.
  static Map<Stage, StageStep> movingOnly() {
    Map<Stage, StageStep> steps = new EnumMap<>(Stage.class);
    for (Stage stage : real().keySet()) {
      steps.put(stage, _ -> StepResult.go(Signal.PARK, stage + " is not on the way"));
    }
    WAY.forEach((stage, signal) -> steps.put(stage, _ -> StepResult.go(signal, "it is so")));
    return steps;
  }
}
