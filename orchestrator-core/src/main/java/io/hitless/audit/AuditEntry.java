package io.hitless.audit;

import io.hitless.inventory.DeviceId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Something that somebody did, was let do, or was refused.
///
/// @param actor who, by the name of the key or account; `anonymous` who showed none, `hitless` the
///   service itself
/// @param action word for what was asked (`job.abort`, `transcript.read`, `credential.use`)
/// @param data from where, why, before and after; values are strings, numbers, booleans, lists and
///   maps of them, never a secret
public record AuditEntry(
    String actor,
    String action,
    Outcome outcome,
    Optional<UUID> job,
    Optional<DeviceId> device,
    Map<String, Object> data) {
  /// The service itself, as an actor.
  public static final String SERVICE = "hitless";

  /// Who showed nothing that counts.
  public static final String ANONYMOUS = "anonymous";

  public AuditEntry {
    data = Map.copyOf(data);
  }

  /// What became of it.
  public enum Outcome {
    /// It took effect; effect and entry are one transaction.
    DONE,
    /// Somebody was let look or use; written before.
    GRANTED,
    /// A rule, a right or the state of things said no.
    REFUSED,
    /// The service itself failed at it.
    FAILED
  }
}
