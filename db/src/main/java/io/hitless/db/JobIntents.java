package io.hitless.db;

import io.hitless.event.Event;
import io.hitless.job.Intent;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.job.Stage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Changing commands, committed before they are sent, and what became of them. Each write holds the
/// job's row while it makes sure of the lease.
record JobIntents(JdbcClient sql, JdbcEvents events, EventRows eventRows) {

  Intent intend(Job job, Intent.Kind kind, String command, List<Event> said) {
    Optional<Intent> intent =
        sql.sql(
                """
                WITH held AS (
                  SELECT id, stage, epoch FROM job
                  WHERE id = :id AND epoch = :epoch AND version = :version
                    AND lease_until > clock_timestamp()
                  FOR NO KEY UPDATE
                ), log AS (
                  INSERT INTO event (type, job, device, data)
                  SELECT said.type, said.job, said.device, said.data
                  FROM held, ROWS FROM (jsonb_to_recordset(:events::jsonb)
                    AS (type text, job uuid, device uuid, data jsonb))
                    WITH ORDINALITY AS said (type, job, device, data, n)
                  ORDER BY n
                )
                INSERT INTO intent (job, stage, kind, command, epoch, at)
                SELECT id, :stage, :kind, :command, epoch, clock_timestamp() FROM held
                RETURNING *
                """)
            .param("id", job.id().value())
            .param("epoch", job.epoch())
            .param("version", job.version())
            .param("stage", job.stage().name())
            .param("kind", kind.name())
            .param("command", command)
            .param("events", eventRows.of(said))
            .query(JobIntents::intent)
            .optional();
    events.announce(said);
    return intent.orElseThrow(() -> new Jobs.Fenced(job.id(), job.epoch()));
  }

  void settle(Job job, long intent, String as, List<Event> said) {
    int written =
        sql.sql(
                """
                WITH held AS (
                  SELECT id FROM job
                  WHERE id = :id AND epoch = :epoch AND lease_until > clock_timestamp()
                  FOR NO KEY UPDATE
                ), log AS (
                  INSERT INTO event (type, job, device, data)
                  SELECT said.type, said.job, said.device, said.data
                  FROM held, ROWS FROM (jsonb_to_recordset(:events::jsonb)
                    AS (type text, job uuid, device uuid, data jsonb))
                    WITH ORDINALITY AS said (type, job, device, data, n)
                  ORDER BY n
                ), settled AS (
                  UPDATE intent SET settled_as = :as, settled_at = clock_timestamp()
                  FROM held WHERE intent.id = :intent AND intent.job = held.id
                )
                SELECT count(*) FROM held
                """)
            .param("id", job.id().value())
            .param("epoch", job.epoch())
            .param("intent", intent)
            .param("as", as)
            .param("events", eventRows.of(said))
            .query(Integer.class)
            .single();
    if (written == 0) {
      throw new Jobs.Fenced(job.id(), job.epoch());
    }
    events.announce(said);
  }

  Optional<Intent> unsettled(JobId id) {
    return sql.sql(
            """
            SELECT * FROM intent WHERE job = :job AND settled_as IS NULL ORDER BY id DESC LIMIT 1
            """)
        .param("job", id.value())
        .query(JobIntents::intent)
        .optional();
  }

  List<Intent> intents(JobId id) {
    return sql.sql("SELECT * FROM intent WHERE job = :job ORDER BY id")
        .param("job", id.value())
        .query(JobIntents::intent)
        .list();
  }

  private static Intent intent(ResultSet row, int index) throws SQLException {
    return new Intent(
        row.getLong("id"),
        new JobId(Columns.uuid(row, "job")),
        Stage.valueOf(row.getString("stage")),
        Intent.Kind.valueOf(row.getString("kind")),
        row.getString("command"),
        row.getLong("epoch"),
        Columns.instant(row, "at"),
        Columns.optionalText(row, "settled_as"));
  }
}
