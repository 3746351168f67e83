package io.hitless.approval;

import io.hitless.job.JobId;
import java.time.Instant;
import java.util.Optional;

/// What a person decided about something that a job is going to do. Never changed; the newest one
/// about the same thing counts.
///
/// @param clear request for `clear install state` that it is about; absent when about the upgrade
/// @param digest of everything that was decided about ([Subject#digest])
/// @param by the caller's id, by which it is known whether they may still
/// @param name what they are called in orders and events
/// @param person who answers for it
/// @param until when it ends by itself
/// @param request with which the job's turn was told
/// @param afterIntent newest intent of the job at that time, 0 when there was none
public record Approval(
    long id,
    JobId job,
    Optional<Long> clear,
    Decision decision,
    String digest,
    String by,
    String name,
    String person,
    String reason,
    Instant at,
    Instant until,
    long request,
    long afterIntent) {

  /// Yes, no, or an emergency that doesn't wait for a second person.
  public enum Decision {
    APPROVED,
    DENIED,
    BROKEN_GLASS
  }
}
