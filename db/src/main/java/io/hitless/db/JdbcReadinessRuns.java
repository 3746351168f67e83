package io.hitless.db;

import io.hitless.image.ImageId;
import io.hitless.inventory.DeviceId;
import io.hitless.readiness.CheckResult;
import io.hitless.readiness.ReadinessRun;
import io.hitless.readiness.ReadinessRuns;
import io.hitless.readiness.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Readiness runs and their executions.
final class JdbcReadinessRuns implements ReadinessRuns {
  private final JdbcClient sql;
  private final JdbcTransactions transactions;
  private final Executions executions;
  private final Json json;

  JdbcReadinessRuns(
      JdbcClient sql, JdbcTransactions transactions, Executions executions, Json json) {
    this.sql = sql;
    this.transactions = transactions;
    this.executions = executions;
    this.json = json;
  }

  @Override
  public void start(ReadinessRun run) {
    transactions.run(() -> {
      sql.sql(
              """
              INSERT INTO readiness_run
                (id, device, image, state, verdict, checks, created_at, expires_at)
              VALUES (:id, :device, :image, :state, :verdict, :checks::jsonb, :created, :expires)
              """)
          .param("id", run.id().value())
          .param("device", run.device().value())
          .param("image", run.image().map(ImageId::value).orElse(null))
          .param("state", run.state().name())
          .param("verdict", Columns.word(run.verdict()))
          .param("checks", json.list(run.checks()))
          .param("created", Columns.time(run.createdAt()))
          .param("expires", Columns.time(run.expiresAt()))
          .update();
      executions.planRun(run.id(), run.createdAt());
    });
  }

  @Override
  public Optional<ReadinessRun> find(RunId id) {
    return sql.sql("SELECT * FROM readiness_run WHERE id = :id")
        .param("id", id.value())
        .query(this::run)
        .optional();
  }

  @Override
  public void finish(
      RunId id, ReadinessRun.Verdict verdict, List<CheckResult> checks, Instant expiresAt) {
    sql.sql(
            """
            UPDATE readiness_run SET state = 'DONE', verdict = :verdict, checks = :checks::jsonb,
              expires_at = :expires
            WHERE id = :id AND state = 'RUNNING'
            """)
        .param("id", id.value())
        .param("verdict", verdict.name())
        .param("checks", json.list(checks))
        .param("expires", Columns.time(expiresAt))
        .update();
  }

  private ReadinessRun run(ResultSet row, int index) throws SQLException {
    return new ReadinessRun(
        new RunId(Columns.uuid(row, "id")),
        new DeviceId(Columns.uuid(row, "device")),
        Columns.optionalUuid(row, "image").map(ImageId::new),
        ReadinessRun.State.valueOf(row.getString("state")),
        Columns.optionalText(row, "verdict").map(ReadinessRun.Verdict::valueOf),
        json.list(row.getString("checks"), CheckResult.class),
        Columns.instant(row, "created_at"),
        Columns.optionalInstant(row, "expires_at"));
  }
}
