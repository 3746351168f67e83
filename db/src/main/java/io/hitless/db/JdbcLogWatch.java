package io.hitless.db;

import io.hitless.audit.LogWatch;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the task `log-watch` of the cluster scheduler left in its own row: the verdict is its data.
final class JdbcLogWatch implements LogWatch {
  static final String TASK = "log-watch";

  private final JdbcClient sql;
  private final InstantSource clock;

  JdbcLogWatch(JdbcClient sql, InstantSource clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public Standing standing() {
    return sql.sql(
            """
            SELECT coalesce(convert_from(watch.task_data, 'UTF8'), 'UNKNOWN') AS verdict,
              watch.last_success AS verified_at,
              (SELECT min(at) FROM log_row WHERE id > (SELECT id FROM log_head)) AS unsealed_since
            FROM (SELECT 1) AS always
              LEFT JOIN scheduled_tasks AS watch ON watch.task_name = :task
            """)
        .param("task", TASK)
        .query((row, _) ->
            new Standing(
                Verdict.valueOf(row.getString("verdict")),
                Columns.optionalInstant(row, "verified_at"),
                Columns.optionalInstant(row, "unsealed_since")))
        .single();
  }

  /// One that runs just now is left to it.
  @Override
  public void lookNow() {
    sql.sql(
            """
            UPDATE scheduled_tasks SET execution_time = least(execution_time, :now)
            WHERE task_name = :task AND NOT picked
            """)
        .param("task", TASK)
        .param("now", Columns.time(clock.instant()))
        .update();
  }
}
