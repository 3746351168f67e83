package io.hitless.audit;

import io.hitless.inventory.DeviceId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Which entries are wanted: those that fit everything that is given.
///
/// @param action the word itself, or what stands before a dot in it (`job` is every `job.…`)
/// @param since at this instant or later
/// @param until before this instant
public record AuditQuery(
    Optional<String> actor,
    Optional<String> action,
    Optional<UUID> job,
    Optional<DeviceId> device,
    Optional<Instant> since,
    Optional<Instant> until) {
  public static final AuditQuery ALL =
      new AuditQuery(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
