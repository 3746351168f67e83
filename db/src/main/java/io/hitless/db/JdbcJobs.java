package io.hitless.db;

import io.hitless.event.Event;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Jobs in PostgreSQL. Whoever writes a job's row, its intents or its events names the epoch of the
/// lease in the very statement that writes: an epoch that is over writes nothing. Leases are
/// measured by the database's clock alone (`clock_timestamp()`, so that a statement that waited for
/// a lock doesn't judge by the time at which it began).
final class JdbcJobs implements Jobs {
  private static final Cursor CURSOR = new Cursor("jobs");
  private static final String ASKED =
      """
      EXISTS (SELECT FROM action_request request
        WHERE request.job = job.id AND request.answered_at IS NULL)
      """;

  private final JdbcClient sql;
  private final JdbcTransactions transactions;
  private final JdbcEvents events;
  private final EventRows eventRows;
  private final Executions executions;
  private final JobRow rows;
  private final JobIntents intents;
  private final JobRequests requests;

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
    this.intents = new JobIntents(sql, events, eventRows);
    this.requests = new JobRequests(sql, transactions, events, executions);
  }

  JobRequests requests() {
    return requests;
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
                  reason, author, author_person, stage, entered_at, deadline, due_at, waiting_for, step,
                  step_started_at, step_deadline, percent, eta, doubt, handed_over, memory, outcome,
                  timeline, epoch, version, created_at, updated_at)
                VALUES (:id, :device, :deviceName, :site, :image, :filename, :target, :workflow,
                  :commitBy, :soak, :onFailure, :notBefore, :stageOnly, :acknowledgeNoRollback,
                  :reason, :author, :authorPerson, :stage, :entered, :deadline, :due, :waitingFor, :step,
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
    var where =
        new Where("job.id > :after", "after", CURSOR.afterId(page))
            .and(inStages(filter.stages()), "stages", words(filter.stages()))
            .and("device = :device", "device", filter.device().map(device -> device.value()))
            .and("site = :site", "site", filter.site())
            .and("created_at > :created", "created", filter.createdAfter().map(Columns::time))
            .and(
                """
                job.id IN (SELECT ref.job FROM job_external_ref ref
                  WHERE ref.system = :system AND ref.key = :key)
                """,
                "system",
                filter.externalRef().map(JobOrder.ExternalRef::system))
            .within(filter.scope(), Within.JOB);
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

  /// In the words of the index that serves it: open jobs, ended ones, or, for both, none.
  private static String inStages(Set<Stage> stages) {
    if (stages.stream().noneMatch(Stage::terminal)) {
      return "open AND stage = ANY (:stages)";
    }
    return stages.stream().allMatch(Stage::terminal)
        ? "ended_as = ANY (:stages)"
        : "stage = ANY (:stages)";
  }

  private static Optional<String[]> words(Set<Stage> stages) {
    return stages.isEmpty() ? Optional.empty() : Optional.of(Columns.words(stages));
  }

  /// The new epoch is a leap of random length: after a failover to a copy that never heard of the
  /// last claim, the next one gets another epoch than its holder still has.
  @Override
  public Optional<Claim> claim(JobId id, String owner, Duration lease) {
    return sql.sql(
            """
            UPDATE job SET epoch = epoch + 1 + (random() * 2147483647)::bigint, taken_over = lease_owner IS NOT NULL,
              restarted = claimed_in <> here.it, claimed_in = here.it, lease_owner = :owner,
              lease_until = clock_timestamp() + :lease * interval '1 millisecond'
            FROM (SELECT oid || '/' || extract(epoch FROM pg_postmaster_start_time()) AS it
              FROM pg_database WHERE datname = current_database()) here
            WHERE id = :id AND (lease_until IS NULL OR lease_until <= clock_timestamp())
            RETURNING
            """
                + ASKED
                + " AS asked, clock_timestamp() AS claimed_at, "
                + JobRow.COLUMNS)
        .param("id", id.value())
        .param("owner", owner)
        .param("lease", lease.toMillis())
        .query((row, index) ->
            new Claim(
                rows.job(row, index),
                row.getBoolean("taken_over"),
                row.getBoolean("restarted"),
                row.getBoolean("asked"),
                Columns.instant(row, "claimed_at")))
        .optional();
  }

  /// A renewal that a crash forgets lets the lease end early, which a send asks about.
  @Override
  public boolean renew(JobId id, long epoch, Duration lease) {
    return sql.sql(
                """
                UPDATE job SET lease_until = clock_timestamp() + :lease * interval '1 millisecond'
                WHERE id = :id AND epoch = :epoch AND lease_until > clock_timestamp()
                  AND (NOT :lazy OR (SELECT set_config('synchronous_commit', 'off', true)) = 'off')
                """)
            .param("lazy", transactions.alone())
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
              AND (NOT :lazy OR (SELECT set_config('synchronous_commit', 'off', true)) = 'off')
            """)
        .param("lazy", transactions.alone())
        .param("id", id.value())
        .param("epoch", epoch)
        .update();
  }

  /// A request that the turn has not heard makes the job due now, whatever it thought. A write that
  /// nobody is told of (the job goes on waiting) doesn't wait for the disk: forgotten by a crash,
  /// it is one more turn.
  @Override
  public Saved save(Job job, List<Event> said, long heard) {
    Saved saved =
        sql.sql(
                """
                WITH ask AS (
                  SELECT EXISTS (SELECT FROM action_request request
                    WHERE request.job = :id AND request.answered_at IS NULL
                      AND request.id > :heard) AS asked
                ), held AS (
                  UPDATE job SET stage = :stage, entered_at = :entered, deadline = :deadline,
                    due_at = CASE WHEN :open AND ask.asked THEN least(:due, :now) ELSE :due END,
                    waiting_for = :waitingFor, step = :step,
                    step_started_at = :stepStarted, step_deadline = :stepDeadline,
                    percent = :percent, eta = :eta, doubt = :doubt, handed_over = :handedOver,
                    memory = :memory::jsonb, outcome = :outcome::jsonb,
                    timeline = :timeline::jsonb, version = version + 1, updated_at = :updated
                  FROM ask
                  WHERE id = :id AND epoch = :epoch AND version = :version
                    AND lease_until > clock_timestamp()
                    AND (NOT :lazy OR (SELECT set_config('synchronous_commit', 'off', true)) = 'off')
                  RETURNING id, due_at, version, asked
                ), log AS (
                  INSERT INTO event (type, job, device, data)
                  SELECT said.type, said.job, said.device, said.data
                  FROM held, ROWS FROM (jsonb_to_recordset(:events::jsonb)
                    AS (type text, job uuid, device uuid, data jsonb))
                    WITH ORDINALITY AS said (type, job, device, data, n)
                  ORDER BY n
                )
                SELECT due_at, version, asked FROM held
                """)
            .params(rows.progress(job))
            .param("lazy", said.isEmpty() && transactions.alone())
            .param("heard", heard)
            .param("open", !job.stage().terminal())
            .param("now", Columns.time(executions.now()))
            .param("events", eventRows.of(said))
            .query((row, _) -> new Saved(JobRow.written(job, row), row.getBoolean("asked")))
            .optional()
            .orElseThrow(() -> new Fenced(job.id(), job.epoch()));
    events.announce(said);
    return saved;
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
  public Intent intend(Job job, Intent.Kind kind, String command, List<Event> said) {
    return intents.intend(job, kind, command, said);
  }

  @Override
  public void settle(Job job, long intent, String as, List<Event> said) {
    intents.settle(job, intent, as, said);
  }

  @Override
  public Optional<Intent> unsettled(JobId id) {
    return intents.unsettled(id);
  }

  @Override
  public List<Intent> intents(JobId id) {
    return intents.intents(id);
  }

  @Override
  public void request(ActionRequest request, List<Event> said) {
    requests.request(request, said);
  }

  @Override
  public List<ActionRequest> requests(JobId id) {
    return requests.requests(id);
  }

  @Override
  public void answered(Job job, long request) {
    requests.answered(job, request);
  }
}
