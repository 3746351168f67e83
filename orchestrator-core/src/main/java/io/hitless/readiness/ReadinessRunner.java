package io.hitless.readiness;

import io.hitless.image.Images;
import io.hitless.inventory.Devices;
import io.hitless.session.Sessions;
import java.time.Duration;
import java.time.InstantSource;

/// Does readiness runs: opens one session, asks what the checks need, stores what they found.
public final class ReadinessRunner {
  private final ReadinessRuns runs;

  /// @param validFor how long an answer may be relied on
  public ReadinessRunner(
      ReadinessRuns runs,
      Devices devices,
      Images images,
      Sessions sessions,
      Duration validFor,
      InstantSource clock) {
    this.runs = runs;
  }

  /// Does the run, unless it is done already. Never throws for what a device does: that is a check
  /// whose result is unknown.
  public void run(RunId id) {
    if (runs.find(id).isEmpty()) {
      throw new IllegalArgumentException("there is no readiness run " + id);
    }
  }
}
