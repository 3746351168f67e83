package io.hitless.api.observe;

import io.hitless.approval.Approval;
import io.hitless.approval.Approvals;
import io.hitless.event.Event;
import io.hitless.job.ActionRequest;
import io.hitless.job.JobId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Decisions as they are kept, counted (`issu.four.eyes`): somebody is woken by broken glass.
public final class MeteredApprovals implements Approvals {
  private final Approvals approvals;
  private final Meters meters;

  public MeteredApprovals(Approvals approvals, Meters meters) {
    this.approvals = approvals;
    this.meters = meters;
    // At zero from the start: the first one is an increase then.
    Arrays.stream(Approval.Decision.values()).map(JobMeters::word).forEach(meters::fourEyes);
  }

  @Override
  public Approval keep(Approval decision, ActionRequest tells, List<Event> events) {
    Approval kept = approvals.keep(decision, tells, events);
    meters.fourEyes(JobMeters.word(kept.decision())).increment();
    return kept;
  }

  @Override
  public Optional<Approval> newest(JobId job, Optional<Long> clear) {
    return approvals.newest(job, clear);
  }

  @Override
  public List<Approval> of(JobId job) {
    return approvals.of(job);
  }

  @Override
  public Optional<ActionRequest> clearAsked(JobId job) {
    return approvals.clearAsked(job);
  }
}
