package io.hitless.approval;

import io.hitless.event.Event;
import io.hitless.job.ActionRequest;
import io.hitless.job.JobId;
import java.util.List;
import java.util.Optional;

/// Remembers decisions. Every method is one transaction.
public interface Approvals {

  /// Keeps a decision, tells the job's next turn by `tells` and wakes it, with the events that say
  /// so.
  ///
  /// @param decision its id, its request and its newest intent are filled in
  Approval keep(Approval decision, ActionRequest tells, List<Event> events);

  /// The newest decision about the upgrade, or about one request to clear.
  Optional<Approval> newest(JobId job, Optional<Long> clear);

  /// Every decision about a job, oldest first.
  List<Approval> of(JobId job);

  /// The newest request for `clear install state`, taken up or not.
  Optional<ActionRequest> clearAsked(JobId job);
}
