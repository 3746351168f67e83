package io.hitless.readiness;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Remembers readiness runs, and has them done by whichever replica is free.
public interface ReadinessRuns {

  /// Stores a running run and plans its execution in the same transaction.
  void start(ReadinessRun run);

  Optional<ReadinessRun> find(RunId id);

  /// Ends a run; a run that is done already stays as it was.
  void finish(RunId id, ReadinessRun.Verdict verdict, List<CheckResult> checks, Instant expiresAt);
}
