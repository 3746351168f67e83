package io.hitless.db;

import io.hitless.event.Event;
import io.hitless.event.Events;
import io.hitless.event.RecordedEvent;
import io.hitless.inventory.DeviceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The log in PostgreSQL. Its order is kept by the functions of the schema; see `V1`.
final class JdbcEvents implements Events {
  private final JdbcClient sql;
  private final JdbcTransactions transactions;
  private final EventRows rows;
  private final EventBell bell;

  JdbcEvents(JdbcClient sql, JdbcTransactions transactions, EventRows rows, EventBell bell) {
    this.sql = sql;
    this.transactions = transactions;
    this.rows = rows;
    this.bell = bell;
  }

  @Override
  public void append(Event event) {
    append(List.of(event));
  }

  /// Appends in the transaction that is open, or in one of its own.
  void append(List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    sql.sql(
            """
            INSERT INTO event (type, job, device, data)
            SELECT type, job, device, data
            FROM ROWS FROM (jsonb_to_recordset(:events::jsonb)
              AS (type text, job uuid, device uuid, data jsonb))
              WITH ORDINALITY AS said (type, job, device, data, n)
            ORDER BY n
            """)
        .param("events", rows.of(events))
        .update();
    announce(events);
  }

  /// Wakes subscribers once these events, written by whatever statement, are committed.
  void announce(List<Event> written) {
    if (!written.isEmpty()) {
      transactions.afterCommit(bell::ring);
    }
  }

  @Override
  public List<RecordedEvent> after(long id, Optional<UUID> job, int limit) {
    return sql.sql("SELECT * FROM events_after(:seen, :job::uuid, :wanted)")
        .param("seen", id)
        .param("job", job.orElse(null))
        .param("wanted", limit)
        .query(this::event)
        .list();
  }

  @Override
  public long newest() {
    return sql.sql("SELECT newest_event_id()").query(Long.class).single();
  }

  @Override
  public Subscription subscribe(Runnable wake) {
    return bell.subscribe(wake);
  }

  private RecordedEvent event(ResultSet row, int index) throws SQLException {
    return new RecordedEvent(
        row.getLong("id"),
        Columns.instant(row, "at"),
        row.getString("type"),
        Columns.optionalUuid(row, "job"),
        Columns.optionalUuid(row, "device").map(DeviceId::new),
        rows.json().map(row.getString("data")));
  }
}
