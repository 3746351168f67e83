package io.hitless.readiness;

import io.hitless.access.Scope;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Remembers readiness runs, and has them done by whichever replica is free.
public interface ReadinessRuns {

  /// Stores a running run and plans its execution in the same transaction.
  void start(ReadinessRun run);

  /// Stores a run over many devices with its parts, all of them running, and plans as many of them
  /// as may be done at once. Each that ends lets the next one begin, whichever replica it ends on.
  void start(FleetRun fleet, List<ReadinessRun> parts);

  Optional<ReadinessRun> find(RunId id);

  Optional<FleetRun> findFleet(RunId id);

  /// Those whose every device is within `scope`, oldest first.
  Page<FleetRun> fleets(Scope scope, PageRequest page);

  /// Whether every device of a run over many is within `scope`.
  boolean within(Scope scope, RunId fleet);

  /// The parts of a run over many devices, in the order of their ids; without a verdict all.
  Page<ReadinessRun> parts(RunId fleet, Optional<ReadinessRun.Verdict> verdict, PageRequest page);

  /// Takes the device for this run, across all replicas; false when another run has it at this
  /// moment. True as well for a run that has it already, that is done, or that isn't there.
  boolean begin(RunId id);

  /// Ends a run; a run that is done already stays as it was.
  void finish(RunId id, ReadinessRun.Verdict verdict, List<CheckResult> checks, Instant expiresAt);
}
