package io.hitless.db;

import io.hitless.job.Census;
import io.hitless.job.Stage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Counts open jobs in one grouped query over the index of the open ones: how many have ended does
/// not matter to it.
final class JdbcCensus implements Census {
  private final JdbcClient sql;

  JdbcCensus(JdbcClient sql) {
    this.sql = sql;
  }

  @Override
  public Count take(Instant now) {
    List<Row> rows =
        sql.sql(
                """
                SELECT job.stage, device.platform, count(*) AS jobs,
                  min((job.memory->>'timerEndsAt')::timestamptz) FILTER (WHERE
                    job.stage IN ('ACTIVATING', 'WAITING_FOR_SSO', 'SOAKING', 'NEEDS_OPERATOR')
                    AND (job.memory->>'timerEndsAt')::timestamptz > :now) AS next_roll_back,
                  count(*) FILTER (WHERE
                    (job.stage IN ('ACTIVATING', 'WAITING_FOR_SSO') AND job.deadline < :now)
                    OR (job.stage = 'NEEDS_OPERATOR'
                      AND job.memory->>'parkedFrom' IN ('ACTIVATING', 'WAITING_FOR_SSO')
                      AND job.outcome->>'code' IN
                        ('device-unreachable', 'standby-never-reached-sso', 'deadline-passed'))
                  ) AS sso_overdue
                FROM job LEFT JOIN device ON device.id = job.device
                WHERE job.open
                GROUP BY job.stage, device.platform
                """)
            .param("now", Columns.time(now))
            .query(JdbcCensus::row)
            .list();
    return new Count(
        rows.stream().map(Row::group).toList(),
        rows.stream().flatMap(row -> row.nextRollBack().stream()).min(Instant::compareTo),
        rows.stream().mapToInt(Row::ssoOverdue).sum());
  }

  private static Row row(ResultSet row, int index) throws SQLException {
    return new Row(
        new Group(
            Stage.valueOf(row.getString("stage")),
            Columns.optionalText(row, "platform"),
            row.getInt("jobs")),
        Columns.optionalInstant(row, "next_roll_back"),
        row.getInt("sso_overdue"));
  }

  private record Row(Group group, Optional<Instant> nextRollBack, int ssoOverdue) {}
}
