package io.hitless.db;

import com.github.kagkarlsson.scheduler.task.Execution;
import io.hitless.job.JobId;
import io.hitless.job.Stage;
import io.hitless.readiness.RunId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Our own statements on the cluster scheduler's table, where its client offers no way to join a
/// transaction or to wake an execution that is just running.
///
/// A wake-up is never lost: it locks the row. Of one that runs it moves the time by a microsecond,
/// which the end of that execution notices in the very statement that plans the next one. Times are
/// the service's, as db-scheduler compares them with its own clock.
final class Executions {
  static final String JOB_TURN = "job-turn";
  static final String READINESS_RUN = "readiness-run";

  /// Before all other turns: a switch that would decide by itself, and what somebody asked for.
  static final int PRESSING_PRIORITY = 70;

  /// Jobs go first: a sweep over the whole fleet's readiness must not keep an upgrade waiting.
  static final int JOB_PRIORITY = 50;

  static final int READINESS_PRIORITY = 10;

  private static final String[] PRESSING =
      Columns.words(Stream.of(Stage.values()).filter(Stage::pressing).toList());

  /// The priority of a job's turn by where the job stands, for a statement that names the job as
  /// `:instance`; none where it is no job.
  private static final String BY_STAGE =
      """
      (SELECT CASE WHEN stage = ANY (:pressing) THEN %d ELSE %d END
        FROM job WHERE id = :instance::uuid)
      """
          .formatted(PRESSING_PRIORITY, JOB_PRIORITY);

  private final JdbcClient sql;
  private final JdbcTransactions transactions;
  private final InstantSource clock;
  private final AtomicReference<Runnable> due = new AtomicReference<>(() -> {});

  Executions(JdbcClient sql, JdbcTransactions transactions, InstantSource clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.clock = clock;
  }

  /// The time by which turns are planned.
  Instant now() {
    return clock.instant();
  }

  /// Has `look` called when something may have become due, so that nobody waits for the next poll.
  void onDue(Runnable look) {
    due.set(look);
  }

  /// Has somebody look for what is due.
  void look() {
    due.get().run();
  }

  /// Plans the job's next turn for `at`, whoever had picked it.
  void restore(JobId job, Instant at) {
    sql.sql(
            """
            UPDATE scheduled_tasks SET execution_time = least(execution_time, :at), picked = false,
              picked_by = NULL, last_heartbeat = NULL, version = version + 1,
              priority = coalesce(%s, priority)
            WHERE task_name = :task AND task_instance = :instance
            """
                .formatted(BY_STAGE))
        .param("pressing", PRESSING)
        .param("task", JOB_TURN)
        .param("instance", job.toString())
        .param("at", Columns.time(at))
        .update();
    planTurn(job, at);
  }

  void planTurn(JobId job, Instant at) {
    plan(JOB_TURN, job.toString(), at, JOB_PRIORITY);
  }

  void planRun(RunId run, Instant at) {
    plan(READINESS_RUN, run.toString(), at, READINESS_PRIORITY);
  }

  /// Puts a turn where its job's stage belongs, which may have moved on since it was planned.
  void rank(String job) {
    sql.sql(
            """
            UPDATE scheduled_tasks SET priority = coalesce(%s, priority)
            WHERE task_name = :task AND task_instance = :instance
            """
                .formatted(BY_STAGE))
        .param("pressing", PRESSING)
        .param("task", JOB_TURN)
        .param("instance", job)
        .update();
  }

  /// Has an open job look again now, whatever it waits for: its row says when it is due, and so
  /// does its turn.
  void lookAgain(JobId job) {
    sql.sql(
            """
            UPDATE job SET due_at = :now
            WHERE id = :id AND open AND (due_at IS NULL OR due_at > :now)
            """)
        .param("id", job.value())
        .param("now", Columns.time(now()))
        .update();
    wake(job);
  }

  /// Makes the job's next turn due now, and pressing; plans one when there is none.
  void wake(JobId job) {
    int woken =
        sql.sql(
                """
                UPDATE scheduled_tasks SET priority = :priority, execution_time =
                  CASE WHEN picked THEN execution_time + interval '1 microsecond'
                    ELSE least(execution_time, :now) END
                WHERE task_name = :task AND task_instance = :instance
                """)
            .param("task", JOB_TURN)
            .param("instance", job.toString())
            .param("now", Columns.time(clock.instant()))
            .param("priority", PRESSING_PRIORITY)
            .update();
    if (woken == 0) {
      plan(JOB_TURN, job.toString(), clock.instant(), PRESSING_PRIORITY);
    } else {
      transactions.afterCommit(this::look);
    }
  }

  /// Ends an execution that is to come again at `next`, or now when it was woken meanwhile. False
  /// when the execution is another replica's by now: nothing was written.
  boolean again(Execution done, Instant next) {
    Optional<Instant> planned =
        sql.sql(
                """
                UPDATE scheduled_tasks SET picked = false, picked_by = NULL, last_heartbeat = NULL,
                  last_success = :now, consecutive_failures = 0, version = version + 1,
                  priority = CASE WHEN execution_time = :picked
                    THEN coalesce(%s, priority) ELSE priority END,
                  execution_time =
                    CASE WHEN execution_time = :picked THEN :next ELSE least(:next, :now) END
                WHERE task_name = :task AND task_instance = :instance AND version = :version
                  AND (NOT :lazy OR (SELECT set_config('synchronous_commit', 'off', true)) = 'off')
                RETURNING execution_time
                """
                    .formatted(BY_STAGE))
            .param("pressing", PRESSING)
            .param("task", done.getTaskName())
            .param("instance", done.getId())
            .param("version", done.version)
            .param("lazy", transactions.alone())
            .param("picked", Columns.time(done.executionTime))
            .param("next", Columns.time(next))
            .param("now", Columns.time(clock.instant()))
            .query((row, _) -> Columns.instant(row, "execution_time"))
            .optional();
    if (planned.isPresent() && !planned.get().isAfter(clock.instant())) {
      look();
    }
    return planned.isPresent();
  }

  /// Ends an execution for ever, unless it was woken meanwhile: then it comes again now. False when
  /// the execution is another replica's by now: nothing was written.
  boolean end(Execution done) {
    int removed =
        sql.sql(
                """
                DELETE FROM scheduled_tasks
                WHERE task_name = :task AND task_instance = :instance AND version = :version
                  AND execution_time = :picked
                  AND (NOT :lazy OR (SELECT set_config('synchronous_commit', 'off', true)) = 'off')
                """)
            .param("task", done.getTaskName())
            .param("instance", done.getId())
            .param("version", done.version)
            .param("lazy", transactions.alone())
            .param("picked", Columns.time(done.executionTime))
            .update();
    return removed == 1 || again(done, clock.instant());
  }

  /// @param priority at least
  private void plan(String task, String instance, Instant at, int priority) {
    sql.sql(
            """
            INSERT INTO scheduled_tasks
              (task_name, task_instance, execution_time, picked, version, priority)
            VALUES (:task, :instance, :at, false, 1, greatest(%s, :priority))
            ON CONFLICT (task_name, task_instance) DO UPDATE SET
              execution_time = least(scheduled_tasks.execution_time, excluded.execution_time)
            WHERE NOT scheduled_tasks.picked
            """
                .formatted(BY_STAGE))
        .param("pressing", PRESSING)
        .param("task", task)
        .param("instance", instance)
        .param("at", Columns.time(at))
        .param("priority", priority)
        .update();
    transactions.afterCommit(this::look);
  }
}
