package io.hitless.job;

import io.hitless.job.JobOrder.CommitBy;
import io.hitless.job.JobOrder.ExternalRef;
import io.hitless.job.JobOrder.OnFailure;
import io.hitless.job.JobOrder.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An order for an upgrade as somebody wrote it, not checked yet.
///
/// @param device id or name
/// @param image id
/// @param author who asks
/// @param authorPerson who answers for it
public record OrderRequest(
    String device,
    String image,
    Workflow workflow,
    CommitBy commit,
    Duration soak,
    OnFailure onFailure,
    Optional<Instant> notBefore,
    boolean stageOnly,
    boolean acknowledgeNoRollback,
    List<ExternalRef> externalRefs,
    String reason,
    String author,
    String authorPerson) {
  public OrderRequest {
    externalRefs = List.copyOf(externalRefs);
  }
}
