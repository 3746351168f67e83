package io.hitless.job.step;

import io.hitless.job.Stage;
import io.hitless.job.StageStep;
import io.hitless.readiness.Checks;
import io.hitless.readiness.Thresholds;
import io.hitless.readiness.Tolerances;
import io.hitless.readiness.Waivers;
import java.util.Map;

/// Which step is taken in which stage.
public final class Steps {
  private Steps() {}

  /// @param checks asked before, and where they apply after, an upgrade
  /// @param thresholds that they judge by
  public static Map<Stage, StageStep> all(Checks checks, Thresholds thresholds) {
    return all(checks, thresholds, Tolerances.STANDARD, Waivers.NONE, Copying.unlimited());
  }

  /// @param tolerances by which before and after are compared
  /// @param waivers of people who answer for what is unknown
  /// @param copying what images are copied with
  public static Map<Stage, StageStep> all(
      Checks checks,
      Thresholds thresholds,
      Tolerances tolerances,
      Waivers waivers,
      Copying copying) {
    var looks = new Looks(checks, thresholds, waivers);
    var postChecks = new PostChecks(looks, tolerances);
    var rechecks = new Rechecks(looks);
    return Map.ofEntries(
        Map.entry(Stage.QUEUED, new Queue()),
        Map.entry(Stage.PRECHECKING, new Precheck(looks)),
        Map.entry(Stage.STAGING, new StageImage(looks, copying)),
        Map.entry(Stage.ADDING, new Add()),
        Map.entry(Stage.STAGED, new Staged(rechecks)),
        Map.entry(Stage.ACTIVATING, new Activate(rechecks)),
        Map.entry(Stage.WAITING_FOR_SSO, new WaitForSso()),
        Map.entry(Stage.SOAKING, new Soak(postChecks)),
        Map.entry(Stage.COMMITTING, new Commit()),
        Map.entry(Stage.INSTALLING, new InstallOneStep(rechecks)),
        Map.entry(Stage.VERIFYING, new Verify(postChecks)),
        Map.entry(Stage.ABORTING, new Abort()),
        Map.entry(Stage.CLEARING, new Clear()));
  }
}
