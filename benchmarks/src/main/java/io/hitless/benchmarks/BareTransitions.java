package io.hitless.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// The least that a remembered change of state can be: one statement that updates a narrow row if
/// its version is the expected one, and writes the event beside it.
final class BareTransitions {
  private final DataSource database;

  BareTransitions(DataSource database) throws SQLException {
    this.database = database;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE bare_job (id uuid PRIMARY KEY, stage text NOT NULL, epoch bigint NOT NULL,
            version bigint NOT NULL, due_at timestamptz) WITH (fillfactor = 70);
          CREATE TABLE bare_event (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            at timestamptz NOT NULL DEFAULT clock_timestamp(), type text NOT NULL, job uuid NOT NULL,
            data jsonb NOT NULL);
          """);
    }
  }

  List<UUID> addJobs(int count) throws SQLException {
    List<UUID> ids = Stream.generate(UUID::randomUUID).limit(count).toList();
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO bare_job VALUES (?, 'QUEUED', 1, 0, now())")) {
      for (UUID id : ids) {
        insert.setObject(1, id);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    return ids;
  }

  /// Moves one job so many times.
  void move(UUID job, int times) {
    for (int version = 0; version < times; version++) {
      moveOnce(job, version);
    }
  }

  private void moveOnce(UUID job, int version) {
    try (Connection connection = database.getConnection();
        PreparedStatement change =
            connection.prepareStatement(
                """
                WITH moved AS (
                  UPDATE bare_job SET stage = ?, version = version + 1, due_at = now()
                  WHERE id = ? AND epoch = 1 AND version = ? RETURNING id)
                INSERT INTO bare_event (type, job, data)
                SELECT 'job.state-changed', id, ?::jsonb FROM moved
                """)) {
      change.setString(1, "STAGE_" + version);
      change.setObject(2, job);
      change.setLong(3, version);
      change.setString(
          4, "{\"from\": \"A\", \"to\": \"B\", \"why\": \"because\", \"by\": \"bench\"}");
      if (change.executeUpdate() != 1) {
        throw new IllegalStateException("job " + job + " is not at version " + version);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
