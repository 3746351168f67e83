package io.hitless.db;

import io.hitless.access.Scope;
import io.hitless.image.ImageId;
import io.hitless.inventory.DeviceId;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import io.hitless.readiness.CheckResult;
import io.hitless.readiness.FleetRun;
import io.hitless.readiness.ReadinessRun;
import io.hitless.readiness.ReadinessRuns;
import io.hitless.readiness.RunId;
import io.hitless.readiness.Targets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Readiness runs and their executions.
final class JdbcReadinessRuns implements ReadinessRuns {
  private static final Cursor FLEET_CURSOR = new Cursor("readiness-runs");
  private static final Cursor PART_CURSOR = new Cursor("readiness-results");

  private static final String FLEETS =
      """
      SELECT fleet.*, tally.* FROM readiness_fleet fleet
      CROSS JOIN LATERAL (SELECT
          count(*) FILTER (WHERE verdict = 'READY') AS ready,
          count(*) FILTER (WHERE verdict = 'NOT_READY') AS not_ready,
          count(*) FILTER (WHERE verdict = 'UNKNOWN') AS unknown
        FROM readiness_run run WHERE run.fleet = fleet.id) tally
      """;

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
      insert(List.of(run), 1);
      executions.planRun(run.id(), run.createdAt());
    });
  }

  @Override
  public void start(FleetRun fleet, List<ReadinessRun> parts) {
    transactions.run(() -> {
      sql.sql(
              """
              INSERT INTO readiness_fleet (id, targets, image, at_once, author, devices, created_at)
              VALUES (:id, :targets::jsonb, :image, :atOnce, :author, :devices, :created)
              """)
          .param("id", fleet.id().value())
          .param("targets", json.document(fleet.targets()))
          .param("image", fleet.image().map(ImageId::value).orElse(null))
          .param("atOnce", fleet.atOnce())
          .param("author", fleet.by())
          .param("devices", parts.size())
          .param("created", Columns.time(fleet.createdAt()))
          .update();
      insert(parts, fleet.atOnce());
      parts.stream()
          .limit(fleet.atOnce())
          .forEach(part -> executions.planRun(part.id(), part.createdAt()));
    });
  }

  /// All in one statement; the first of them are planned.
  private void insert(List<ReadinessRun> runs, int planned) {
    sql.sql(
            """
            INSERT INTO readiness_run (id, kind, device, image, fleet, state, checks, planned, created_at)
            SELECT id, kind, device, image, fleet, 'RUNNING', '[]', n <= :planned, :created
            FROM ROWS FROM (jsonb_to_recordset(:runs::jsonb)
              AS (id uuid, kind text, device uuid, image uuid, fleet uuid))
              WITH ORDINALITY AS run (id, kind, device, image, fleet, n)
            """)
        .param("planned", planned)
        .param("created", Columns.time(runs.getFirst().createdAt()))
        .param("runs", json.flat(runs.stream().map(Row::of).toList()))
        .update();
  }

  private record Row(
      UUID id, String kind, UUID device, @Nullable UUID image, @Nullable UUID fleet) {
    static Row of(ReadinessRun run) {
      return new Row(
          run.id().value(),
          run.kind().name(),
          run.device().value(),
          run.image().map(ImageId::value).orElse(null),
          run.fleet().map(RunId::value).orElse(null));
    }
  }

  @Override
  public Optional<FleetRun> findFleet(RunId id) {
    return sql.sql(FLEETS + "WHERE fleet.id = :id")
        .param("id", id.value())
        .query(this::fleet)
        .optional();
  }

  @Override
  public Page<FleetRun> fleets(Scope scope, PageRequest page) {
    var where =
        new Where("fleet.id > :after", "after", FLEET_CURSOR.afterId(page))
            .within(scope, Within.FLEET);
    List<FleetRun> found =
        sql.sql(FLEETS + "WHERE " + where.text() + " ORDER BY fleet.id LIMIT :limit")
            .params(where.values())
            .param("limit", page.limit() + 1)
            .query(this::fleet)
            .list();
    return FLEET_CURSOR.page(found, page, FleetRun::id);
  }

  @Override
  public boolean within(Scope scope, RunId fleet) {
    return sql.sql(
            "SELECT EXISTS (SELECT FROM readiness_fleet fleet WHERE id = :id AND "
                + Within.FLEET
                + ")")
        .param("id", fleet.value())
        .params(Within.values(scope))
        .query(Boolean.class)
        .single();
  }

  @Override
  public Page<ReadinessRun> parts(
      RunId fleet, Optional<ReadinessRun.Verdict> verdict, PageRequest page) {
    var where =
        new Where("id > :after", "after", PART_CURSOR.afterId(page))
            .and("fleet = :fleet", "fleet", Optional.of(fleet.value()))
            .and("verdict = :verdict", "verdict", verdict.map(Enum::name));
    List<ReadinessRun> found =
        sql.sql("SELECT * FROM readiness_run WHERE " + where.text() + " ORDER BY id LIMIT :limit")
            .params(where.values())
            .param("limit", page.limit() + 1)
            .query(this::run)
            .list();
    return PART_CURSOR.page(found, page, ReadinessRun::id);
  }

  /// The unique index decides between two who look at the same moment.
  @Override
  public boolean begin(RunId id) {
    try {
      int begun =
          sql.sql(
                  """
                  UPDATE readiness_run SET begun = true
                  WHERE id = :id AND state = 'RUNNING' AND NOT begun
                    AND NOT EXISTS (SELECT FROM readiness_run other
                      WHERE other.device = readiness_run.device AND other.state = 'RUNNING'
                        AND other.begun)
                  """)
              .param("id", id.value())
              .update();
      return begun == 1 || !waits(id);
    } catch (DuplicateKeyException another) {
      return false;
    }
  }

  private boolean waits(RunId id) {
    return sql.sql(
            """
            SELECT EXISTS (SELECT FROM readiness_run
              WHERE id = :id AND state = 'RUNNING' AND NOT begun)
            """)
        .param("id", id.value())
        .query(Boolean.class)
        .single();
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
    transactions.run(() ->
        sql.sql(
                """
                UPDATE readiness_run SET state = 'DONE', verdict = :verdict,
                  checks = :checks::jsonb, expires_at = :expires
                WHERE id = :id AND state = 'RUNNING'
                RETURNING fleet
                """)
            .param("id", id.value())
            .param("verdict", verdict.name())
            .param("checks", json.list(checks))
            .param("expires", Columns.time(expiresAt))
            .query((row, _) -> Columns.optionalUuid(row, "fleet"))
            .list()
            .forEach(fleet -> fleet.ifPresent(this::planNext)));
  }

  /// One has ended, so the next one of its fleet may begin.
  private void planNext(UUID fleet) {
    sql.sql(
            """
            UPDATE readiness_run SET planned = true
            WHERE id = (SELECT id FROM readiness_run WHERE fleet = :fleet AND NOT planned
              ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id
            """)
        .param("fleet", fleet)
        .query((row, _) -> new RunId(Columns.uuid(row, "id")))
        .list()
        .forEach(next -> executions.planRun(next, executions.now()));
  }

  private FleetRun fleet(ResultSet row, int index) throws SQLException {
    return new FleetRun(
        new RunId(Columns.uuid(row, "id")),
        json.document(row.getString("targets"), Targets.class),
        Columns.optionalUuid(row, "image").map(ImageId::new),
        row.getInt("at_once"),
        row.getString("author"),
        Columns.instant(row, "created_at"),
        new FleetRun.Tally(
            row.getInt("devices"),
            row.getInt("ready"),
            row.getInt("not_ready"),
            row.getInt("unknown")));
  }

  private ReadinessRun run(ResultSet row, int index) throws SQLException {
    return new ReadinessRun(
        new RunId(Columns.uuid(row, "id")),
        ReadinessRun.Kind.valueOf(row.getString("kind")),
        new DeviceId(Columns.uuid(row, "device")),
        Columns.optionalUuid(row, "image").map(ImageId::new),
        ReadinessRun.State.valueOf(row.getString("state")),
        Columns.optionalText(row, "verdict").map(ReadinessRun.Verdict::valueOf),
        json.list(row.getString("checks"), CheckResult.class),
        Columns.instant(row, "created_at"),
        Columns.optionalInstant(row, "expires_at"),
        Columns.optionalUuid(row, "fleet").map(RunId::new));
  }
}
