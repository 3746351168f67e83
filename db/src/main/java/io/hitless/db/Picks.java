package io.hitless.db;

import com.github.kagkarlsson.scheduler.event.ExecutionChain;
import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What this replica picks of what is due: the pressing first, and of the others only so many at
/// once. A copy takes hours and an `install add` minutes; however many are ordered, some room is
/// left for who must look at a switch between two releases. What finds no room stays due where it
/// is: nobody picks it only to put it back.
final class Picks extends PostgreSqlJdbcCustomization implements ExecutionInterceptor {
  private final int most;
  private final String[] tasks;
  private final Runnable look;
  private final Set<String> patient = ConcurrentHashMap.newKeySet();
  private volatile boolean crowded;

  /// @param most executions at once that are not pressing
  /// @param tasks names of all that this replica knows
  /// @param look has it picked again at once
  Picks(int most, Collection<String> tasks, Runnable look) {
    super(false, false);
    this.most = most;
    this.tasks = tasks.toArray(String[]::new);
    this.look = look;
  }

  /// The pressing take no room from the others, so only where none is left are they asked for
  /// alone.
  @Override
  public List<Execution> lockAndFetchSingleStatement(
      JdbcTaskRepositoryContext table, Instant now, int limit, boolean byPriority) {
    int room = Math.clamp(most - patient.size(), 0, limit);
    List<Execution> picked =
        room > 0
            ? super.lockAndFetchSingleStatement(table, now, room, byPriority)
            : pressing(table, now, limit);
    crowded = room == 0 || picked.size() == room;
    picked.stream().filter(Picks::mayWait).map(Picks::name).forEach(patient::add);
    return picked;
  }

  private static boolean mayWait(Execution execution) {
    return execution.taskInstance.getPriority() < Executions.PRESSING_PRIORITY;
  }

  private List<Execution> pressing(JdbcTaskRepositoryContext table, Instant now, int limit) {
    return table.jdbcRunner.query(
        """
        WITH due AS (
          SELECT task_name, task_instance FROM scheduled_tasks
          WHERE NOT picked AND execution_time <= ? AND priority >= ? AND task_name = ANY (?)
          ORDER BY priority DESC, execution_time LIMIT ? FOR UPDATE SKIP LOCKED)
        UPDATE scheduled_tasks task SET picked = true, picked_by = left(?, 50),
          last_heartbeat = ?, version = version + 1
        FROM due WHERE task.task_name = due.task_name AND task.task_instance = due.task_instance
        RETURNING task.*
        """,
        statement -> {
          setInstant(statement, 1, now);
          statement.setInt(2, Executions.PRESSING_PRIORITY);
          statement.setArray(3, statement.getConnection().createArrayOf("text", tasks));
          statement.setInt(4, limit);
          statement.setString(5, table.schedulerName.getName());
          setInstant(statement, 6, now);
        },
        table.resultSetMapper.get());
  }

  @Override
  public CompletionHandler<?> execute(
      TaskInstance<?> instance, ExecutionContext context, ExecutionChain chain) {
    try {
      return chain.proceed(instance, context);
    } finally {
      if (patient.remove(name(instance)) && crowded && patient.size() <= most / 2) {
        look.run();
      }
    }
  }

  private static String name(TaskInstanceId instance) {
    return instance.getTaskName() + "/" + instance.getId();
  }
}
