package io.hitless.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// The least by which a cluster can share what is due: one statement that marks a batch as picked
/// and skips what others are at, and one that removes each row when it is done, which need not
/// outlive a crash any more than it does with us.
final class BarePicks {
  private static final int BATCH = 128;

  private static final String PICK =
      """
      WITH due AS (
        SELECT task_name, task_instance FROM scheduled_tasks
        WHERE NOT picked AND execution_time <= now()
        ORDER BY priority DESC, execution_time LIMIT ? FOR UPDATE SKIP LOCKED)
      UPDATE scheduled_tasks task SET picked = true, picked_by = 'bare', last_heartbeat = now(),
        version = version + 1
      FROM due WHERE task.task_name = due.task_name AND task.task_instance = due.task_instance
      RETURNING task.task_name, task.task_instance, task.version
      """;

  private static final String DONE =
      """
      DELETE FROM scheduled_tasks WHERE task_name = ? AND task_instance = ? AND version = ?
        AND (SELECT set_config('synchronous_commit', 'off', true)) = 'off'
      """;

  private final Database database;

  BarePicks(Database database) {
    this.database = database;
  }

  private record Picked(String task, String instance, long version) {}

  /// Picks and removes until so many are done.
  void pickAll(int count) throws Exception {
    AtomicInteger left = new AtomicInteger(count);
    Crowd.each(
        IntStream.range(0, Database.CONNECTIONS).boxed().toList(),
        Database.CONNECTIONS,
        _ -> {
          try {
            while (left.get() > 0) {
              List<Picked> batch = pick();
              for (Picked one : batch) {
                remove(one);
              }
              left.addAndGet(-batch.size());
            }
          } catch (SQLException failed) {
            throw new IllegalStateException(failed);
          }
        });
  }

  private List<Picked> pick() throws SQLException {
    try (Connection connection = database.pool().getConnection();
        PreparedStatement pick = connection.prepareStatement(PICK)) {
      pick.setInt(1, BATCH);
      List<Picked> batch = new ArrayList<>();
      try (ResultSet rows = pick.executeQuery()) {
        while (rows.next()) {
          batch.add(new Picked(rows.getString(1), rows.getString(2), rows.getLong(3)));
        }
      }
      return batch;
    }
  }

  private void remove(Picked one) throws SQLException {
    try (Connection connection = database.pool().getConnection();
        PreparedStatement done = connection.prepareStatement(DONE)) {
      done.setString(1, one.task());
      done.setString(2, one.instance());
      done.setLong(3, one.version());
      if (done.executeUpdate() != 1) {
        throw new IllegalStateException("somebody else removed " + one);
      }
    }
  }
}
