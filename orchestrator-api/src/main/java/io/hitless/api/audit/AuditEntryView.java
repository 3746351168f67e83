package io.hitless.api.audit;

import io.hitless.audit.AuditEntry;
import io.hitless.audit.RecordedEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Something that somebody did, was let do, or was refused.
///
/// @param id in the one order of events and audit entries
/// @param data from where (`client`), why (`reason`), `before` and `after`, and what else is known
@Schema(name = "AuditEntry")
record AuditEntryView(
    long id,
    Instant at,
    String actor,
    String action,
    AuditEntry.Outcome outcome,
    Optional<String> job,
    Optional<String> device,
    Map<String, Object> data) {
  static AuditEntryView of(RecordedEntry recorded) {
    AuditEntry entry = recorded.entry();
    return new AuditEntryView(
        recorded.id(),
        recorded.at(),
        entry.actor(),
        entry.action(),
        entry.outcome(),
        entry.job().map(Object::toString),
        entry.device().map(Object::toString),
        entry.data());
  }
}
