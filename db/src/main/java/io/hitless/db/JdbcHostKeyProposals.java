package io.hitless.db;

import io.hitless.approval.HostKeyProposal;
import io.hitless.approval.HostKeyProposals;
import io.hitless.event.Event;
import io.hitless.inventory.DeviceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Proposals of host keys, each with its events in the log.
record JdbcHostKeyProposals(JdbcClient sql, JdbcTransactions transactions, JdbcEvents events)
    implements HostKeyProposals {

  @Override
  public void propose(HostKeyProposal proposal, Event event) {
    transactions.run(() -> {
      sql.sql(
              """
              INSERT INTO host_key_proposal (id, device, fingerprint, reason, name, person,
                device_version, at, ends_at)
              VALUES (:id, :device, :fingerprint, :reason, :name, :person, :version, :at, :ends)
              """)
          .param("id", proposal.id())
          .param("device", proposal.device().value())
          .param("fingerprint", proposal.fingerprint())
          .param("reason", proposal.reason())
          .param("name", proposal.name())
          .param("person", proposal.person())
          .param("version", proposal.deviceVersion())
          .param("at", Columns.time(proposal.at()))
          .param("ends", Columns.time(proposal.until()))
          .update();
      events.append(event);
    });
  }

  @Override
  public List<HostKeyProposal> open(DeviceId device, Instant now) {
    return sql.sql(
            """
            SELECT * FROM host_key_proposal
            WHERE device = :device AND decided_at IS NULL AND ends_at > :now
            ORDER BY at, id
            """)
        .param("device", device.value())
        .param("now", Columns.time(now))
        .query(JdbcHostKeyProposals::proposal)
        .list();
  }

  @Override
  public Optional<HostKeyProposal> find(DeviceId device, UUID id) {
    return sql.sql("SELECT * FROM host_key_proposal WHERE id = :id AND device = :device")
        .param("id", id)
        .param("device", device.value())
        .query(JdbcHostKeyProposals::proposal)
        .optional();
  }

  /// The device is written first: whoever changes it at the same time comes before or after.
  @Override
  public boolean decide(
      HostKeyProposal proposal, boolean yes, String by, String reason, Instant now, Event event) {
    return transactions.inOne(() -> {
      boolean fits = !yes || pinned(proposal, now);
      boolean decided =
          fits
              && sql.sql(
                          """
                          UPDATE host_key_proposal SET agreed = :yes, decided_by = :by,
                            decided_reason = :reason, decided_at = :now
                          WHERE id = :id AND decided_at IS NULL AND ends_at > :now
                          """)
                      .param("yes", yes)
                      .param("by", by)
                      .param("reason", reason)
                      .param("now", Columns.time(now))
                      .param("id", proposal.id())
                      .update()
                  == 1;
      if (decided) {
        events.append(event);
      }
      return decided;
    });
  }

  private boolean pinned(HostKeyProposal proposal, Instant now) {
    return sql.sql(
                """
                UPDATE device SET version = version + 1, updated_at = :now,
                  host_keys = CASE WHEN :key = ANY (host_keys) THEN host_keys
                    ELSE array_append(host_keys, :key) END
                WHERE id = :device AND version = :version AND EXISTS (
                  SELECT FROM host_key_proposal
                  WHERE id = :id AND decided_at IS NULL AND ends_at > :now)
                """)
            .param("key", proposal.fingerprint())
            .param("device", proposal.device().value())
            .param("version", proposal.deviceVersion())
            .param("id", proposal.id())
            .param("now", Columns.time(now))
            .update()
        == 1;
  }

  private static HostKeyProposal proposal(ResultSet row, int index) throws SQLException {
    return new HostKeyProposal(
        Columns.uuid(row, "id"),
        new DeviceId(Columns.uuid(row, "device")),
        row.getString("fingerprint"),
        row.getString("reason"),
        row.getString("name"),
        row.getString("person"),
        row.getLong("device_version"),
        Columns.instant(row, "at"),
        Columns.instant(row, "ends_at"));
  }
}
