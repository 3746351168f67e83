package io.hitless.testing;

import io.hitless.audit.AuditEntry;
import io.hitless.audit.AuditQuery;
import io.hitless.audit.AuditTrail;
import io.hitless.audit.RecordedEntry;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The audit in a list.
public final class InMemoryAudit implements AuditTrail {
  private final InstantSource clock;
  private final List<RecordedEntry> log = new ArrayList<>();

  public InMemoryAudit(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void append(AuditEntry entry) {
    log.add(new RecordedEntry(log.size() + 1L, clock.instant(), entry));
  }

  @Override
  public synchronized Page<RecordedEntry> list(AuditQuery query, PageRequest page) {
    return Pages.cut(
        log.reversed(), entry -> Long.toString(entry.id()), entry -> fits(entry, query), page);
  }

  private static boolean fits(RecordedEntry recorded, AuditQuery query) {
    AuditEntry entry = recorded.entry();
    return query.actor().map(entry.actor()::equals).orElse(true)
        && query
            .action()
            .map(word -> entry.action().equals(word) || entry.action().startsWith(word + "."))
            .orElse(true)
        && (query.job().isEmpty() || query.job().equals(entry.job()))
        && (query.device().isEmpty() || query.device().equals(entry.device()))
        && query.since().map(then -> !recorded.at().isBefore(then)).orElse(true)
        && query.until().map(then -> recorded.at().isBefore(then)).orElse(true);
  }
}
