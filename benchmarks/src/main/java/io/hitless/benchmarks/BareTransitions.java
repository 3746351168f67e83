package io.hitless.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One statement that remembers a change of state: updates the row if its version is the expected
/// one, and writes what is told of it beside. On the product's own tables, with the three events
/// that a transition is told by, it is the least that the product could get away with; on a narrow
/// row with one event it is the least that anybody could.
final class BareTransitions {
  /// What a transition says of itself.
  private static final List<String> TOLD =
      List.of("job.step-ended", "job.state-changed", "job.step-started");

  private static final String DATA =
      "{\"from\": \"A\", \"to\": \"B\", \"why\": \"it is so\", \"by\": \"hitless\"}";

  private final Database database;
  private final Tables tables;

  /// @param job where the row is that is updated
  /// @param touched its time that changes with it
  /// @param event the log that is written beside it
  /// @param told how many events a transition has
  private record Tables(String job, String touched, String event, int told) {
    String move() {
      return """
      WITH moved AS (
        UPDATE %s SET stage = ?, version = version + 1, %s = now()
        WHERE id = ? AND epoch = 0 AND version = ? RETURNING id)
      INSERT INTO %s (type, job, data)
      SELECT said.type, id, said.data::jsonb
      FROM moved, unnest(?::text[], ?::text[]) AS said (type, data)
      """
          .formatted(job, touched, event);
    }
  }

  private BareTransitions(Database database, Tables tables) {
    this.database = database;
    this.tables = tables;
  }

  static BareTransitions onOurTables(Database database) {
    return new BareTransitions(database, new Tables("job", "updated_at", "event", TOLD.size()));
  }

  static BareTransitions onNarrowRows(Database database) throws SQLException {
    try (Connection connection = database.pool().getConnection();
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
    return new BareTransitions(database, new Tables("bare_job", "due_at", "bare_event", 1));
  }

  List<UUID> addJobs(int count) throws SQLException {
    return tables.job().equals("job") ? database.addJobs(count) : addNarrow(count);
  }

  private List<UUID> addNarrow(int count) throws SQLException {
    List<UUID> ids = Stream.generate(UUID::randomUUID).limit(count).toList();
    try (Connection connection = database.pool().getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO bare_job VALUES (?, 'QUEUED', 0, 0, now())")) {
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
    try (Connection connection = database.pool().getConnection();
        PreparedStatement change = connection.prepareStatement(tables.move())) {
      List<String> types = TOLD.subList(0, tables.told());
      change.setString(1, version % 2 == 0 ? "ADDING" : "STAGED");
      change.setObject(2, job);
      change.setLong(3, version);
      change.setArray(4, connection.createArrayOf("text", types.toArray()));
      change.setArray(
          5,
          connection.createArrayOf(
              "text", IntStream.range(0, tables.told()).mapToObj(_ -> DATA).toArray()));
      if (change.executeUpdate() != tables.told()) {
        throw new IllegalStateException("job " + job + " is not at version " + version);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
