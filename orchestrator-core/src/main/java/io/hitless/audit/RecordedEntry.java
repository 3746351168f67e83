package io.hitless.audit;

import java.time.Instant;

/// An entry as the log keeps it.
///
/// @param id in the one order of events and entries
public record RecordedEntry(long id, Instant at, AuditEntry entry) {}
