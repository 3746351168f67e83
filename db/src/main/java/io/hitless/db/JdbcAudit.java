package io.hitless.db;

import io.hitless.audit.AuditEntry;
import io.hitless.audit.AuditEntry.Outcome;
import io.hitless.audit.AuditQuery;
import io.hitless.audit.AuditTrail;
import io.hitless.audit.RecordedEntry;
import io.hitless.inventory.DeviceId;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who did what, in PostgreSQL.
final class JdbcAudit implements AuditTrail {
  private static final Cursor CURSOR = new Cursor("audit");

  private final JdbcClient sql;
  private final JdbcTransactions transactions;
  private final Json json;

  JdbcAudit(JdbcClient sql, JdbcTransactions transactions, Json json) {
    this.sql = sql;
    this.transactions = transactions;
    this.json = json;
  }

  @Override
  public void append(AuditEntry entry) {
    write(entry, false);
  }

  /// In a transaction of its own, even within another one that may be undone; without waiting for
  /// the disk where there is none. What is sealed is on the disk.
  void appendApart(AuditEntry entry) {
    if (transactions.alone()) {
      write(entry, true);
    } else {
      transactions.apart(() -> write(entry, false));
    }
  }

  private void write(AuditEntry entry, boolean lazy) {
    sql.sql(
            """
            INSERT INTO audit_entry (actor, action, outcome, job, device, data)
            SELECT :actor, :action, :outcome, :job::uuid, :device::uuid, :data::jsonb
            WHERE NOT :lazy OR (SELECT set_config('synchronous_commit', 'off', true)) = 'off'
            """)
        .param("lazy", lazy)
        .param("actor", Columns.printable(entry.actor()))
        .param("action", entry.action())
        .param("outcome", entry.outcome().name())
        .param("job", entry.job().orElse(null))
        .param("device", entry.device().map(DeviceId::value).orElse(null))
        .param("data", json.flat(entry.data()))
        .update();
  }

  @Override
  public Page<RecordedEntry> list(AuditQuery query, PageRequest page) {
    Where where =
        new Where("id < :before", "before", CURSOR.beforeNumber(page))
            .and("actor = :actor", "actor", query.actor())
            .and(
                "(action = :action OR starts_with(action, :action || '.'))",
                "action",
                query.action())
            .and("job = :job", "job", query.job())
            .and("device = :device", "device", query.device().map(DeviceId::value))
            .and("at >= :since", "since", query.since().map(Columns::time))
            .and("at < :until", "until", query.until().map(Columns::time));
    var rows =
        sql.sql(
                "SELECT * FROM audit_entry WHERE "
                    + where.text()
                    + " ORDER BY id DESC LIMIT :limit")
            .params(where.values())
            .param("limit", page.limit() + 1)
            .query(this::entry)
            .list();
    return CURSOR.page(rows, page, RecordedEntry::id);
  }

  private RecordedEntry entry(ResultSet row, int index) throws SQLException {
    return new RecordedEntry(
        row.getLong("id"),
        Columns.instant(row, "at"),
        new AuditEntry(
            row.getString("actor"),
            row.getString("action"),
            Outcome.valueOf(row.getString("outcome")),
            Columns.optionalUuid(row, "job"),
            Columns.optionalUuid(row, "device").map(DeviceId::new),
            json.map(row.getString("data"))));
  }
}
