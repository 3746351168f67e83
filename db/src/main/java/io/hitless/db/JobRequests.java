package io.hitless.db;

import io.hitless.event.Event;
import io.hitless.job.Action;
import io.hitless.job.ActionRequest;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.job.Stage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What operators asked of jobs.
record JobRequests(
    JdbcClient sql, JdbcTransactions transactions, JdbcEvents events, Executions executions) {

  /// Answers its id.
  long request(ActionRequest request, List<Event> said) {
    return transactions.inOne(() -> {
      long id =
          sql.sql(
                  """
                  INSERT INTO action_request
                    (job, action, reason, requested_by, requested_by_person, resolve_as, install_state, at)
                  VALUES (:job, :action, :reason, :by, :person, :resolveAs, :installState, :at)
                  RETURNING id
                  """)
              .param("job", request.job().value())
              .param("action", request.action().name())
              .param("reason", request.reason())
              .param("by", request.by())
              .param("person", request.person())
              .param("resolveAs", Columns.word(request.resolveAs()))
              .param("installState", request.installState())
              .param("at", Columns.time(request.at()))
              .query(Long.class)
              .single();
      events.append(said);
      executions.lookAgain(request.job());
      return id;
    });
  }

  List<ActionRequest> requests(JobId id) {
    return sql.sql(
            """
            SELECT * FROM action_request WHERE job = :job AND answered_at IS NULL ORDER BY id
            """)
        .param("job", id.value())
        .query(JobRequests::request)
        .list();
  }

  /// The newest request for `clear install state`, answered or not.
  Optional<ActionRequest> clearAsked(JobId id) {
    return sql.sql(
            """
            SELECT * FROM action_request
            WHERE job = :job AND action = 'CLEAR' AND install_state
            ORDER BY id DESC LIMIT 1
            """)
        .param("job", id.value())
        .query(JobRequests::request)
        .optional();
  }

  /// Forgotten by a crash, it is answered again by the next turn, unless that knows already.
  void answered(Job job, long request) {
    int written =
        sql.sql(
                """
                WITH held AS (
                  SELECT id FROM job
                  WHERE id = :id AND epoch = :epoch AND lease_until > clock_timestamp()
                    AND (NOT :lazy OR (SELECT set_config('synchronous_commit', 'off', true)) = 'off')
                  FOR NO KEY UPDATE
                ), answered AS (
                  UPDATE action_request SET answered_at = clock_timestamp()
                  FROM held WHERE action_request.id = :request AND action_request.job = held.id
                )
                SELECT count(*) FROM held
                """)
            .param("id", job.id().value())
            .param("lazy", transactions.alone())
            .param("epoch", job.epoch())
            .param("request", request)
            .query(Integer.class)
            .single();
    if (written == 0) {
      throw new Jobs.Fenced(job.id(), job.epoch());
    }
  }

  private static ActionRequest request(ResultSet row, int index) throws SQLException {
    return new ActionRequest(
        row.getLong("id"),
        new JobId(Columns.uuid(row, "job")),
        Action.valueOf(row.getString("action")),
        row.getString("reason"),
        row.getString("requested_by"),
        Columns.optionalText(row, "requested_by_person").orElse(row.getString("requested_by")),
        Columns.optionalText(row, "resolve_as").map(Stage::valueOf),
        row.getBoolean("install_state"),
        Columns.instant(row, "at"));
  }
}
