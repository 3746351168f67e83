package io.hitless.db;

import io.hitless.approval.Approval;
import io.hitless.approval.Approvals;
import io.hitless.event.Event;
import io.hitless.job.ActionRequest;
import io.hitless.job.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Decisions, each with the request that tells the job's turn.
record JdbcApprovals(JdbcClient sql, JdbcTransactions transactions, JobRequests requests)
    implements Approvals {

  @Override
  public Approval keep(Approval decision, ActionRequest tells, List<Event> events) {
    return transactions.inOne(() -> {
      long request = requests.request(tells, events);
      return sql.sql(
              """
              INSERT INTO approval (job, clear, decision, digest, caller, name, person, reason, at,
                ends_at, request, after_intent)
              VALUES (:job, :clear::bigint, :decision, :digest, :caller, :name, :person, :reason,
                :at, :ends, :request, coalesce((SELECT max(id) FROM intent WHERE job = :job), 0))
              RETURNING *
              """)
          .param("job", decision.job().value())
          .param("clear", decision.clear().orElse(null))
          .param("decision", decision.decision().name())
          .param("digest", decision.digest())
          .param("caller", decision.by())
          .param("name", decision.name())
          .param("person", decision.person())
          .param("reason", decision.reason())
          .param("at", Columns.time(decision.at()))
          .param("ends", Columns.time(decision.until()))
          .param("request", request)
          .query(JdbcApprovals::approval)
          .single();
    });
  }

  @Override
  public Optional<Approval> newest(JobId job, Optional<Long> clear) {
    return sql.sql(
            """
            SELECT * FROM approval
            WHERE job = :job AND clear IS NOT DISTINCT FROM :clear::bigint
            ORDER BY id DESC LIMIT 1
            """)
        .param("job", job.value())
        .param("clear", clear.orElse(null))
        .query(JdbcApprovals::approval)
        .optional();
  }

  @Override
  public List<Approval> of(JobId job) {
    return sql.sql("SELECT * FROM approval WHERE job = :job ORDER BY id")
        .param("job", job.value())
        .query(JdbcApprovals::approval)
        .list();
  }

  @Override
  public Optional<ActionRequest> clearAsked(JobId job) {
    return requests.clearAsked(job);
  }

  private static Approval approval(ResultSet row, int index) throws SQLException {
    long clear = row.getLong("clear");
    Optional<Long> about = row.wasNull() ? Optional.empty() : Optional.of(clear);
    return new Approval(
        row.getLong("id"),
        new JobId(Columns.uuid(row, "job")),
        about,
        Approval.Decision.valueOf(row.getString("decision")),
        row.getString("digest"),
        row.getString("caller"),
        row.getString("name"),
        row.getString("person"),
        row.getString("reason"),
        Columns.instant(row, "at"),
        Columns.instant(row, "ends_at"),
        row.getLong("request"),
        row.getLong("after_intent"));
  }
}
