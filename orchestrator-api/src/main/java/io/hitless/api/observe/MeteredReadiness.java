package io.hitless.api.observe;

import io.hitless.access.Scope;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import io.hitless.readiness.CheckResult;
import io.hitless.readiness.FleetRun;
import io.hitless.readiness.ReadinessRun;
import io.hitless.readiness.ReadinessRuns;
import io.hitless.readiness.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Counts what the checks of readiness runs answered.
public final class MeteredReadiness implements ReadinessRuns {
  private final ReadinessRuns runs;
  private final Meters meters;

  public MeteredReadiness(ReadinessRuns runs, Meters meters) {
    this.runs = runs;
    this.meters = meters;
  }

  @Override
  public void finish(
      RunId id, ReadinessRun.Verdict verdict, List<CheckResult> checks, Instant expiresAt) {
    runs.finish(id, verdict, checks, expiresAt);
    checks.forEach(
        check -> meters.checkResults(check.id(), JobMeters.word(check.result())).increment());
  }

  @Override
  public void start(ReadinessRun run) {
    runs.start(run);
  }

  @Override
  public void start(FleetRun fleet, List<ReadinessRun> parts) {
    runs.start(fleet, parts);
  }

  @Override
  public Optional<ReadinessRun> find(RunId id) {
    return runs.find(id);
  }

  @Override
  public Optional<FleetRun> findFleet(RunId id) {
    return runs.findFleet(id);
  }

  @Override
  public Page<FleetRun> fleets(Scope scope, PageRequest page) {
    return runs.fleets(scope, page);
  }

  @Override
  public boolean within(Scope scope, RunId fleet) {
    return runs.within(scope, fleet);
  }

  @Override
  public Page<ReadinessRun> parts(
      RunId fleet, Optional<ReadinessRun.Verdict> verdict, PageRequest page) {
    return runs.parts(fleet, verdict, page);
  }

  @Override
  public boolean begin(RunId id) {
    return runs.begin(id);
  }
}
