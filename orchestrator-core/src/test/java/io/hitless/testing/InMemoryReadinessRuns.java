package io.hitless.testing;

import io.hitless.access.Scope;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import io.hitless.readiness.CheckResult;
import io.hitless.readiness.FleetRun;
import io.hitless.readiness.ReadinessRun;
import io.hitless.readiness.ReadinessRun.Verdict;
import io.hitless.readiness.ReadinessRuns;
import io.hitless.readiness.RunId;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Readiness runs in a map. Nobody does them by itself.
public final class InMemoryReadinessRuns implements ReadinessRuns {
  private final Map<RunId, ReadinessRun> rows = new LinkedHashMap<>();
  private final Map<RunId, FleetRun> fleets = new LinkedHashMap<>();
  private final Set<RunId> begun = new HashSet<>();

  @Override
  public synchronized void start(ReadinessRun run) {
    rows.put(run.id(), run);
  }

  @Override
  public synchronized void start(FleetRun fleet, List<ReadinessRun> parts) {
    fleets.put(fleet.id(), fleet);
    parts.forEach(this::start);
  }

  @Override
  public synchronized Optional<ReadinessRun> find(RunId id) {
    return Optional.ofNullable(rows.get(id));
  }

  @Override
  public synchronized Optional<FleetRun> findFleet(RunId id) {
    return Optional.ofNullable(fleets.get(id)).map(this::counted);
  }

  /// Knows no sites: whoever may know of some devices only knows of none.
  @Override
  public boolean within(Scope scope, RunId fleet) {
    return scope.everything();
  }

  @Override
  public synchronized Page<FleetRun> fleets(Scope scope, PageRequest page) {
    return Pages.cut(
        fleets.values().stream().map(this::counted).toList(),
        fleet -> fleet.id().toString(),
        any -> within(scope, any.id()),
        page);
  }

  @Override
  public synchronized Page<ReadinessRun> parts(
      RunId fleet, Optional<Verdict> verdict, PageRequest page) {
    return Pages.cut(
        rows.values().stream().filter(run -> run.fleet().equals(Optional.of(fleet))).toList(),
        run -> run.id().toString(),
        run -> verdict.isEmpty() || run.verdict().equals(verdict),
        page);
  }

  @Override
  public synchronized boolean begin(RunId id) {
    ReadinessRun run = rows.get(id);
    if (run == null || run.state() == ReadinessRun.State.DONE) {
      return true;
    }
    boolean taken =
        rows.values().stream()
            .anyMatch(other ->
                !other.id().equals(id)
                    && other.device().equals(run.device())
                    && other.state() == ReadinessRun.State.RUNNING
                    && begun.contains(other.id()));
    if (!taken) {
      begun.add(id);
    }
    return !taken;
  }

  private FleetRun counted(FleetRun fleet) {
    List<ReadinessRun> parts =
        rows.values().stream().filter(run -> run.fleet().equals(Optional.of(fleet.id()))).toList();
    return new FleetRun(
        fleet.id(),
        fleet.targets(),
        fleet.image(),
        fleet.atOnce(),
        fleet.by(),
        fleet.createdAt(),
        new FleetRun.Tally(
            parts.size(),
            count(parts, Verdict.READY),
            count(parts, Verdict.NOT_READY),
            count(parts, Verdict.UNKNOWN)));
  }

  private static int count(List<ReadinessRun> parts, Verdict verdict) {
    return (int) parts.stream().filter(run -> run.verdict().equals(Optional.of(verdict))).count();
  }

  @Override
  public synchronized void finish(
      RunId id, Verdict verdict, List<CheckResult> checks, Instant expiresAt) {
    rows.computeIfPresent(
        id,
        (same, run) ->
            run.state() == ReadinessRun.State.DONE
                ? run
                : new ReadinessRun(
                    run.id(),
                    run.kind(),
                    run.device(),
                    run.image(),
                    ReadinessRun.State.DONE,
                    Optional.of(verdict),
                    checks,
                    run.createdAt(),
                    Optional.of(expiresAt),
                    run.fleet()));
  }
}
