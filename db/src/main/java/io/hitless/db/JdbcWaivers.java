package io.hitless.db;

import io.hitless.event.Event;
import io.hitless.image.ImageId;
import io.hitless.inventory.DeviceId;
import io.hitless.readiness.Waiver;
import io.hitless.readiness.Waivers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Waivers, each with its event in the log.
final class JdbcWaivers implements Waivers {
  private final JdbcClient sql;
  private final JdbcTransactions transactions;
  private final JdbcEvents events;

  JdbcWaivers(JdbcClient sql, JdbcTransactions transactions, JdbcEvents events) {
    this.sql = sql;
    this.transactions = transactions;
    this.events = events;
  }

  @Override
  public void grant(Waiver waiver) {
    transactions.run(() -> {
      sql.sql(
              """
              INSERT INTO waiver (id, device, check_id, image, reason, author, created_at, ends_at)
              VALUES (:id, :device, :check, :image, :reason, :author, :created, :ends)
              """)
          .param("id", waiver.id())
          .param("device", waiver.device().value())
          .param("check", waiver.check())
          .param("image", waiver.image().map(ImageId::value).orElse(null))
          .param("reason", waiver.reason())
          .param("author", waiver.by())
          .param("created", Columns.time(waiver.at()))
          .param("ends", Columns.time(waiver.until()))
          .update();
      events.append(note(Event.DeviceNote.CHECK_WAIVED, waiver, waiver.by()));
    });
  }

  @Override
  public List<Waiver> of(DeviceId device, Instant now) {
    return sql.sql(
            """
            SELECT * FROM waiver
            WHERE device = :device AND ends_at > :now AND revoked_at IS NULL
            ORDER BY created_at, id
            """)
        .param("device", device.value())
        .param("now", Columns.time(now))
        .query(JdbcWaivers::waiver)
        .list();
  }

  @Override
  public Optional<Waiver> revoke(DeviceId device, UUID id, String by, Instant now) {
    return transactions.inOne(() -> {
      Optional<Waiver> revoked =
          sql.sql(
                  """
                  UPDATE waiver SET revoked_at = :now, revoked_by = :by
                  WHERE id = :id AND device = :device AND ends_at > :now AND revoked_at IS NULL
                  RETURNING *
                  """)
              .param("id", id)
              .param("device", device.value())
              .param("by", by)
              .param("now", Columns.time(now))
              .query(JdbcWaivers::waiver)
              .optional();
      revoked.ifPresent(waiver -> events.append(note(Event.DeviceNote.WAIVER_REVOKED, waiver, by)));
      return revoked;
    });
  }

  private static Event note(String type, Waiver waiver, String by) {
    return new Event.DeviceNote(
        type,
        waiver.device(),
        Optional.empty(),
        Map.of(
            "waiver",
            waiver.id().toString(),
            "check",
            waiver.check(),
            "reason",
            waiver.reason(),
            "by",
            by,
            "until",
            waiver.until().toString()));
  }

  private static Waiver waiver(ResultSet row, int index) throws SQLException {
    return new Waiver(
        Columns.uuid(row, "id"),
        new DeviceId(Columns.uuid(row, "device")),
        row.getString("check_id"),
        Columns.optionalUuid(row, "image").map(ImageId::new),
        row.getString("reason"),
        row.getString("author"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "ends_at"));
  }
}
