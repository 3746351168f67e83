package io.hitless.testing;

import io.hitless.approval.Approval;
import io.hitless.approval.Approvals;
import io.hitless.event.Event;
import io.hitless.job.Action;
import io.hitless.job.ActionRequest;
import io.hitless.job.Intent;
import io.hitless.job.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decisions in a list, beside jobs in a map.
public final class InMemoryApprovals implements Approvals {
  private final InMemoryJobs jobs;
  private final List<Approval> rows = new ArrayList<>();

  public InMemoryApprovals(InMemoryJobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public synchronized Approval keep(Approval decision, ActionRequest tells, List<Event> events) {
    jobs.request(tells, events);
    var kept =
        new Approval(
            rows.size() + 1L,
            decision.job(),
            decision.clear(),
            decision.decision(),
            decision.digest(),
            decision.by(),
            decision.name(),
            decision.person(),
            decision.reason(),
            decision.at(),
            decision.until(),
            jobs.everAsked(decision.job()).getLast().id(),
            jobs.intents(decision.job()).stream().mapToLong(Intent::id).max().orElse(0));
    rows.add(kept);
    return kept;
  }

  @Override
  public synchronized Optional<Approval> newest(JobId job, Optional<Long> clear) {
    return of(job).reversed().stream().filter(row -> row.clear().equals(clear)).findFirst();
  }

  @Override
  public synchronized List<Approval> of(JobId job) {
    return rows.stream().filter(row -> row.job().equals(job)).toList();
  }

  @Override
  public Optional<ActionRequest> clearAsked(JobId job) {
    return jobs.everAsked(job).reversed().stream()
        .filter(request -> request.action() == Action.CLEAR && request.installState())
        .findFirst();
  }
}
