package io.hitless.testing;

import io.hitless.readiness.CheckResult;
import io.hitless.readiness.ReadinessRun;
import io.hitless.readiness.ReadinessRuns;
import io.hitless.readiness.RunId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Readiness runs in a map. Nobody does them by itself.
public final class InMemoryReadinessRuns implements ReadinessRuns {
  private final Map<RunId, ReadinessRun> rows = new LinkedHashMap<>();

  @Override
  public synchronized void start(ReadinessRun run) {
    rows.put(run.id(), run);
  }

  @Override
  public synchronized Optional<ReadinessRun> find(RunId id) {
    return Optional.ofNullable(rows.get(id));
  }

  @Override
  public synchronized void finish(
      RunId id, ReadinessRun.Verdict verdict, List<CheckResult> checks, Instant expiresAt) {
    rows.computeIfPresent(
        id,
        (same, run) ->
            run.state() == ReadinessRun.State.DONE
                ? run
                : new ReadinessRun(
                    run.id(),
                    run.device(),
                    run.image(),
                    ReadinessRun.State.DONE,
                    Optional.of(verdict),
                    checks,
                    run.createdAt(),
                    Optional.of(expiresAt)));
  }
}
