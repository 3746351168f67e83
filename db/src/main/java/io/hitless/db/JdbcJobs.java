package io.hitless.db;

import io.hitless.event.Event;
import io.hitless.job.Action;
import io.hitless.job.ActionRequest;
import io.hitless.job.Intent;
import io.hitless.job.Job;
import io.hitless.job.JobFilter;
import io.hitless.job.JobId;
import io.hitless.job.JobOrder;
import io.hitless.job.Jobs;
import io.hitless.job.Stage;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Jobs in PostgreSQL. Whoever writes a job's row, its intents or its events names the epoch of the
/// lease in the very statement that writes: an epoch that is over writes nothing. Leases are
/// measured by the database's clock alone (`clock_timestamp()`, so that a statement that waited for
/// a lock doesn't judge by the time at which it began).
final class JdbcJobs implements Jobs {
  private static final Cursor CURSOR = new Cursor("jobs");

  private final JdbcClient sql;
  private final JdbcTransactions transactions;
  private final JdbcEvents events;
  private final EventRows eventRows;
  private final Executions executions;
  private final JobRow rows;

  JdbcJobs(
      JdbcClient sql,
      JdbcTransactions transactions,
      JdbcEvents events,
      Executions executions,
      Json json) {
    this.sql = sql;
    this.transactions = transactions;
    this.events = events;
    this.eventRows = new EventRows(json);
    this.executions = executions;
    this.rows = new JobRow(json);
  }

  @Override
  public void create(Job job, List<Event> said) {
    transactions.run(() -> {
      holdWhatItNames(job.order());
      insert(job);
      insertReferences(job);
      events.append(said);
      job.dueAt().ifPresent(due -> executions.planTurn(job.id(), due));
    });
  }

  private void insert(Job job) {
    while (!inserted(job)) {
      Optional<JobId> open =
          sql.sql("SELECT id FROM job WHERE device = :device AND open")
              .param("device", job.order().device().value())
              .query((row, _) -> new JobId(Columns.uuid(row, "id")))
              .optional();
      if (open.isPresent()) {
        throw new DeviceBusy(open.get());
      }
      // It ended between the two looks: the device is free now.
    }
  }

  private boolean inserted(Job job) {
    return sql.sql(
                """
                INSERT INTO job (id, device, device_name, site, image, filename, target, workflow,
                  commit_by, soak_ms, on_failure, not_before, stage_only, acknowledge_no_rollback,
                  reason, author, stage, entered_at, deadline, due_at, waiting_for, step,
                  step_started_at, step_deadline, percent, eta, doubt, handed_over, memory, outcome,
                  timeline, epoch, version, created_at, updated_at)
                VALUES (:id, :device, :deviceName, :site, :image, :filename, :target, :workflow,
                  :commitBy, :soak, :onFailure, :notBefore, :stageOnly, :acknowledgeNoRollback,
                  :reason, :author, :stage, :entered, :deadline, :due, :waitingFor, :step,
                  :stepStarted, :stepDeadline, :percent, :eta, :doubt, :handedOver, :memory::jsonb,
                  :outcome::jsonb, :timeline::jsonb, :epoch, :version, :created, :updated)
                ON CONFLICT (device) WHERE open DO NOTHING
                """)
            .params(rows.order(job.order()))
            .params(rows.progress(job))
            .param("created", Columns.time(job.createdAt()))
            .update()
        == 1;
  }

  private void insertReferences(Job job) {
    List<JobOrder.ExternalRef> refs = job.order().externalRefs();
    for (int place = 0; place < refs.size(); place++) {
      sql.sql(
              """
              INSERT INTO job_external_ref (job, place, system, key)
              VALUES (:job, :place, :system, :key)
              """)
          .param("job", job.id().value())
          .param("place", place)
          .param("system", refs.get(place).system())
          .param("key", refs.get(place).key())
          .update();
    }
  }

  /// Keeps device and image from being removed until the job is there and forbids it.
  private void holdWhatItNames(JobOrder order) {
    sql.sql("SELECT id FROM device WHERE id = :device FOR KEY SHARE")
        .param("device", order.device().value())
        .query()
        .listOfRows();
    sql.sql("SELECT id FROM image WHERE id = :image FOR KEY SHARE")
        .param("image", order.image().value())
        .query()
        .listOfRows();
  }

  @Override
  public Optional<Job> find(JobId id) {
    return sql.sql("SELECT " + JobRow.COLUMNS + " FROM job WHERE id = :id")
        .param("id", id.value())
        .query(rows::job)
        .optional();
  }

  @Override
  public Page<Job> list(JobFilter filter, PageRequest page) {
    var stages =
        filter.stages().isEmpty()
            ? Optional.<String[]>empty()
            : Optional.of(Columns.words(filter.stages()));
    var where =
        new Where("job.id > :after", "after", CURSOR.afterId(page))
            .and("stage = ANY (:stages)", "stages", stages)
            .and("device = :device", "device", filter.device().map(device -> device.value()))
            .and("site = :site", "site", filter.site())
            .and("created_at > :created", "created", filter.createdAfter().map(Columns::time))
            .and(
                """
                job.id IN (SELECT ref.job FROM job_external_ref ref
                  WHERE ref.system = :system AND ref.key = :key)
                """,
                "system",
                filter.externalRef().map(JobOrder.ExternalRef::system));
    filter.externalRef().ifPresent(ref -> where.values().put("key", ref.key()));
    var found =
        sql.sql(
                "SELECT "
                    + JobRow.COLUMNS
                    + " FROM job WHERE "
                    + where.text()
                    + " ORDER BY job.id LIMIT :limit")
            .params(where.values())
            .param("limit", page.limit() + 1)
            .query(rows::job)
            .list();
    return CURSOR.page(found, page, Job::id);
  }

  @Override
  public Optional<Claim> claim(JobId id, String owner, Duration lease) {
    return sql.sql(
            """
            UPDATE job SET epoch = epoch + 1, taken_over = lease_owner IS NOT NULL,
              lease_owner = :owner,
              lease_until = clock_timestamp() + :lease * interval '1 millisecond'
            WHERE id = :id AND (lease_until IS NULL OR lease_until <= clock_timestamp())
            RETURNING
            """
                + JobRow.COLUMNS)
        .param("id", id.value())
        .param("owner", owner)
        .param("lease", lease.toMillis())
        .query((row, index) -> new Claim(rows.job(row, index), row.getBoolean("taken_over")))
        .optional();
  }

  @Override
  public boolean renew(JobId id, long epoch, Duration lease) {
    return sql.sql(
                """
                UPDATE job SET lease_until = clock_timestamp() + :lease * interval '1 millisecond'
                WHERE id = :id AND epoch = :epoch AND lease_until > clock_timestamp()
                """)
            .param("id", id.value())
            .param("epoch", epoch)
            .param("lease", lease.toMillis())
            .update()
        == 1;
  }

  /// Not worth a wait for the disk: a release that a crash forgets makes the next turn a takeover,
  /// which reads before it writes.
  @Override
  public void release(JobId id, long epoch) {
    sql.sql(
            """
            UPDATE job SET lease_owner = NULL, lease_until = NULL
            WHERE id = :id AND epoch = :epoch
              AND (SELECT set_config('synchronous_commit', 'off', true)) = 'off'
            """)
        .param("id", id.value())
        .param("epoch", epoch)
        .update();
  }

  @Override
  public Job save(Job job, List<Event> said) {
    int written =
        sql.sql(
                """
                WITH held AS (
                  UPDATE job SET stage = :stage, entered_at = :entered, deadline = :deadline,
                    due_at = :due, waiting_for = :waitingFor, step = :step,
                    step_started_at = :stepStarted, step_deadline = :stepDeadline,
                    percent = :percent, eta = :eta, doubt = :doubt, handed_over = :handedOver,
                    memory = :memory::jsonb, outcome = :outcome::jsonb,
                    timeline = :timeline::jsonb, version = version + 1, updated_at = :updated
                  WHERE id = :id AND epoch = :epoch AND version = :version
                    AND lease_until > clock_timestamp()
                  RETURNING id
                ), log AS (
                  INSERT INTO event (type, job, device, data)
                  SELECT said.type, said.job, said.device, said.data
                  FROM held, ROWS FROM (jsonb_to_recordset(:events::jsonb)
                    AS (type text, job uuid, device uuid, data jsonb))
                    WITH ORDINALITY AS said (type, job, device, data, n)
                  ORDER BY n
                )
                SELECT count(*) FROM held
                """)
            .params(rows.progress(job))
            .param("events", eventRows.of(said))
            .query(Integer.class)
            .single();
    if (written == 0) {
      throw new Fenced(job.id(), job.epoch());
    }
    announce(said);
    return new Job(
        job.id(),
        job.order(),
        job.stage(),
        job.enteredAt(),
        job.deadline(),
        job.dueAt(),
        job.waitingFor(),
        job.step(),
        job.percent(),
        job.eta(),
        job.doubt(),
        job.handedOver(),
        job.memory(),
        job.outcome(),
        job.timeline(),
        job.epoch(),
        job.version() + 1,
        job.createdAt(),
        job.updatedAt());
  }

  @Override
  public Intent intend(Job job, Intent.Kind kind, String command, List<Event> said) {
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
            .query(JdbcJobs::intent)
            .optional();
    announce(said);
    return intent.orElseThrow(() -> new Fenced(job.id(), job.epoch()));
  }

  @Override
  public boolean holds(JobId id, long epoch, Duration needed) {
    return sql.sql(
            """
            SELECT EXISTS (SELECT FROM job WHERE id = :id AND epoch = :epoch
              AND lease_until >= clock_timestamp() + :needed * interval '1 millisecond')
            """)
        .param("id", id.value())
        .param("epoch", epoch)
        .param("needed", needed.toMillis())
        .query(Boolean.class)
        .single();
  }

  @Override
  public void settle(Job job, long intent, String as, List<Event> said) {
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
      throw new Fenced(job.id(), job.epoch());
    }
    announce(said);
  }

  @Override
  public Optional<Intent> unsettled(JobId id) {
    return sql.sql(
            """
            SELECT * FROM intent WHERE job = :job AND settled_as IS NULL ORDER BY id DESC LIMIT 1
            """)
        .param("job", id.value())
        .query(JdbcJobs::intent)
        .optional();
  }

  @Override
  public List<Intent> intents(JobId id) {
    return sql.sql("SELECT * FROM intent WHERE job = :job ORDER BY id")
        .param("job", id.value())
        .query(JdbcJobs::intent)
        .list();
  }

  @Override
  public void request(ActionRequest request, List<Event> said) {
    transactions.run(() -> {
      sql.sql(
              """
              INSERT INTO action_request
                (job, action, reason, requested_by, resolve_as, install_state, at)
              VALUES (:job, :action, :reason, :by, :resolveAs, :installState, :at)
              """)
          .param("job", request.job().value())
          .param("action", request.action().name())
          .param("reason", request.reason())
          .param("by", request.by())
          .param("resolveAs", Columns.word(request.resolveAs()))
          .param("installState", request.installState())
          .param("at", Columns.time(request.at()))
          .update();
      events.append(said);
      executions.wake(request.job());
    });
  }

  @Override
  public List<ActionRequest> requests(JobId id) {
    return sql.sql(
            """
            SELECT * FROM action_request WHERE job = :job AND answered_at IS NULL ORDER BY id
            """)
        .param("job", id.value())
        .query(JdbcJobs::request)
        .list();
  }

  @Override
  public void answered(Job job, long request) {
    int written =
        sql.sql(
                """
                WITH held AS (
                  SELECT id FROM job
                  WHERE id = :id AND epoch = :epoch AND lease_until > clock_timestamp()
                  FOR NO KEY UPDATE
                ), answered AS (
                  UPDATE action_request SET answered_at = clock_timestamp()
                  FROM held WHERE action_request.id = :request AND action_request.job = held.id
                )
                SELECT count(*) FROM held
                """)
            .param("id", job.id().value())
            .param("epoch", job.epoch())
            .param("request", request)
            .query(Integer.class)
            .single();
    if (written == 0) {
      throw new Fenced(job.id(), job.epoch());
    }
  }

  private void announce(List<Event> said) {
    if (!said.isEmpty()) {
      events.announce();
    }
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

  private static ActionRequest request(ResultSet row, int index) throws SQLException {
    return new ActionRequest(
        row.getLong("id"),
        new JobId(Columns.uuid(row, "job")),
        Action.valueOf(row.getString("action")),
        row.getString("reason"),
        row.getString("requested_by"),
        Columns.optionalText(row, "resolve_as").map(Stage::valueOf),
        row.getBoolean("install_state"),
        Columns.instant(row, "at"));
  }
}
