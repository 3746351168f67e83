package io.hitless.audit;

import io.hitless.page.Page;
import io.hitless.page.PageRequest;

/// Who did what, append-only. Entries share their ids with the events, so that both are one log.
public interface AuditTrail {

  /// In the transaction that is open, so that an effect and its entry are kept or undone together.
  void append(AuditEntry entry);

  /// Newest first; stable while entries are added.
  Page<RecordedEntry> list(AuditQuery query, PageRequest page);
}
