package io.hitless.db;

import io.hitless.event.Event;
import io.hitless.inventory.DeviceId;
import io.hitless.job.JobId;
import io.hitless.readiness.RunId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds jobs and readiness runs that should go on but that nothing would ever take up, and plans
/// their next execution. It should find none: each one is a fault to be looked into, so it says so
/// in the log and in the job's own events.
final class Watchdog {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  private final JdbcClient sql;
  private final JdbcTransactions transactions;
  private final Executions executions;
  private final JdbcEvents events;
  private final InstantSource clock;

  Watchdog(
      JdbcClient sql,
      JdbcTransactions transactions,
      Executions executions,
      JdbcEvents events,
      InstantSource clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.executions = executions;
    this.events = events;
    this.clock = clock;
  }

  /// Looks once.
  ///
  /// @return how many jobs and runs had been lost
  int look() {
    List<Lost> jobs = lostJobs();
    jobs.forEach(this::repair);
    List<RunId> runs = lostRuns();
    runs.forEach(this::repair);
    goOnWithFleets();
    return jobs.size() + runs.size();
  }

  /// Open jobs that nobody holds and that nothing would ever take up, or much too late. A job has
  /// an execution, at the time at which it is due or before, unless it waits for a person: that is
  /// what this query proves when it finds none. The scheduler itself takes up what a dead process
  /// had picked; what it hasn't after five minutes it won't.
  private List<Lost> lostJobs() {
    return sql.sql(
            """
            SELECT job.id, job.device, greatest(job.due_at, clock_timestamp()) AS due,
              CASE WHEN task.execution_time IS NULL THEN 'UNPLANNED'
                WHEN task.picked THEN 'STUCK' ELSE 'LATE' END AS how
            FROM job LEFT JOIN scheduled_tasks task
              ON task.task_name = 'job-turn' AND task.task_instance = job.id::text
            WHERE job.open
              AND (job.lease_until IS NULL OR job.lease_until <= clock_timestamp())
              AND job.updated_at <= clock_timestamp() - interval '1 minute'
              AND (job.due_at IS NOT NULL
                OR NOT (job.stage = 'NEEDS_OPERATOR' OR job.handed_over OR job.waiting_for &&
                  '{APPROVAL,WINDOW,SLOT,REDUNDANCY_PEER,FREEZE,EMERGENCY_STOP,NOT_BEFORE,COMMIT}')
                OR EXISTS (SELECT FROM action_request request
                  WHERE request.job = job.id AND request.answered_at IS NULL
                    AND request.at <= clock_timestamp() - interval '1 minute'))
              AND (task.execution_time IS NULL
                OR (NOT task.picked AND task.execution_time
                  > greatest(job.due_at, clock_timestamp()) + interval '10 minutes')
                OR (task.picked AND task.last_heartbeat
                  <= clock_timestamp() - interval '5 minutes'))
            ORDER BY job.id
            """)
        .query((row, _) ->
            new Lost(
                new JobId(Columns.uuid(row, "id")),
                new DeviceId(Columns.uuid(row, "device")),
                Columns.instant(row, "due"),
                How.valueOf(row.getString("how"))))
        .list();
  }

  /// In what way a job was lost.
  private enum How {
    UNPLANNED("No turn of the job was planned"),
    LATE("The job was due long before its planned turn"),
    STUCK("A turn of the job was picked by a replica that has not been heard of since");

    private final String words;

    How(String words) {
      this.words = words;
    }
  }

  private void repair(Lost lost) {
    LOG.error("{}: job {}; it is planned anew for {}", lost.how().words, lost.job(), lost.due());
    transactions.run(() -> {
      events.append(
          List.of(
              new Event.JobNote(
                  Event.Kind.TURN_RESTORED,
                  lost.job().value(),
                  lost.device(),
                  lost.how().words + "; its next one is at " + lost.due() + ".",
                  List.of(),
                  Map.of("how", lost.how().name()))));
      executions.restore(lost.job(), lost.due());
    });
  }

  private List<RunId> lostRuns() {
    return sql.sql(
            """
            SELECT run.id FROM readiness_run run
            WHERE run.state = 'RUNNING' AND run.planned AND run.created_at <= clock_timestamp() - interval '1 minute'
              AND NOT EXISTS (SELECT FROM scheduled_tasks task
                WHERE task.task_name = 'readiness-run' AND task.task_instance = run.id::text)
            """)
        .query((row, _) -> new RunId(Columns.uuid(row, "id")))
        .list();
  }

  private void repair(RunId run) {
    LOG.error("readiness run {} is not done but was not planned; it is planned anew", run);
    executions.planRun(run, clock.instant());
  }

  /// A run over many devices of which some wait for their turn and none is at it: the last one was
  /// ended by a replica of a release that did not know of the next.
  private void goOnWithFleets() {
    transactions.run(() ->
        sql.sql(
                """
                UPDATE readiness_run SET planned = true
                WHERE id IN (SELECT DISTINCT ON (fleet) id FROM readiness_run waiting
                    WHERE NOT planned AND NOT EXISTS (SELECT FROM readiness_run other
                      WHERE other.fleet = waiting.fleet AND other.planned
                        AND other.state = 'RUNNING')
                    ORDER BY fleet, id)
                  AND NOT planned
                RETURNING id
                """)
            .query((row, _) -> new RunId(Columns.uuid(row, "id")))
            .list()
            .forEach(this::repair));
  }

  private record Lost(JobId job, DeviceId device, Instant due, How how) {}
}
