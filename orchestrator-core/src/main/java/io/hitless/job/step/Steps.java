package io.hitless.job.step;

import io.hitless.job.Stage;
import io.hitless.job.StageStep;
import io.hitless.readiness.Checks;
import io.hitless.readiness.Thresholds;
import java.util.Map;

/// Which step is taken in which stage.
public final class Steps {
  private Steps() {}

  /// @param checks asked before, and where they apply after, an upgrade
  /// @param thresholds that they judge by
  public static Map<Stage, StageStep> all(Checks checks, Thresholds thresholds) {
    return all(checks, thresholds, Copying.unlimited());
  }

  /// @param copying what images are copied with
  public static Map<Stage, StageStep> all(Checks checks, Thresholds thresholds, Copying copying) {
    var looks = new Looks(checks, thresholds);
    var rechecks = new Rechecks(looks);
    return Map.ofEntries(
        Map.entry(Stage.QUEUED, new Queue()),
        Map.entry(Stage.PRECHECKING, new Precheck(looks)),
        Map.entry(Stage.STAGING, new StageImage(looks, copying)),
        Map.entry(Stage.ADDING, new Add()),
        Map.entry(Stage.STAGED, new Staged(rechecks)),
        Map.entry(Stage.ACTIVATING, new Activate(rechecks)),
        Map.entry(Stage.WAITING_FOR_SSO, new WaitForSso()),
        Map.entry(Stage.SOAKING, new Soak(new PostChecks(looks))),
        Map.entry(Stage.COMMITTING, new Commit()),
        Map.entry(Stage.INSTALLING, new InstallOneStep(rechecks)),
        Map.entry(Stage.VERIFYING, new Verify()),
        Map.entry(Stage.ABORTING, new Abort()),
        Map.entry(Stage.CLEARING, new Clear()));
  }
}
