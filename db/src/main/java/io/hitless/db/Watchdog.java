package io.hitless.db;

import io.hitless.event.Event;
import io.hitless.inventory.DeviceId;
import io.hitless.job.JobId;
import io.hitless.readiness.RunId;
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
  void look() {
    lostJobs().forEach(this::repair);
    lostRuns().forEach(this::repair);
    goOnWithFleets();
  }

  /// Open jobs that nobody holds and that were due a minute ago, or have a request waiting, without
  /// an execution, or with one that lies far behind.
  private List<Lost> lostJobs() {
    return sql.sql(
            """
            SELECT job.id, job.device, task.execution_time IS NULL AS unplanned
            FROM job LEFT JOIN scheduled_tasks task
              ON task.task_name = 'job-turn' AND task.task_instance = job.id::text
            WHERE job.open
              AND (job.lease_until IS NULL OR job.lease_until <= clock_timestamp())
              AND (job.due_at <= clock_timestamp() - interval '1 minute'
                OR EXISTS (SELECT FROM action_request request
                  WHERE request.job = job.id AND request.answered_at IS NULL
                    AND request.at <= clock_timestamp() - interval '1 minute'))
              AND (task.execution_time IS NULL
                OR (NOT task.picked AND task.execution_time > clock_timestamp() + interval '10 minutes'))
            ORDER BY job.id
            """)
        .query((row, _) ->
            new Lost(
                new JobId(Columns.uuid(row, "id")),
                new DeviceId(Columns.uuid(row, "device")),
                row.getBoolean("unplanned")))
        .list();
  }

  private void repair(Lost lost) {
    String what =
        lost.unplanned()
            ? "The job was due but no turn was planned"
            : "The job was due long before its planned turn";
    LOG.error("{}: job {}; its turn is planned anew", what, lost.job());
    transactions.run(() -> {
      events.append(
          List.of(
              new Event.JobNote(
                  Event.Kind.TURN_RESTORED,
                  lost.job().value(),
                  lost.device(),
                  what + "; it goes on now.",
                  List.of(),
                  Map.of())));
      executions.wake(lost.job());
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

  private record Lost(JobId job, DeviceId device, boolean unplanned) {}
}
