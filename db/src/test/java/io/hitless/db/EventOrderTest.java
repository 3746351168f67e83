package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.event.Event;
import io.hitless.event.Events;
import io.hitless.event.RecordedEvent;
import io.hitless.testing.Some;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A reader of the log who goes on after the last id it saw never misses one, whatever the order in
/// which writers commit.
class EventOrderTest {
  private HikariDataSource database;
  private Repositories repositories;
  private Events events;

  @BeforeEach
  void open() {
    database = TestDatabase.shared().fresh(16);
    repositories =
        Repositories.on(
            database,
            InstantSource.system(),
            Seal.with(Seal.newMasterKey()),
            SecretSources.under(Optional.empty()));
    events = repositories.events();
  }

  @AfterEach
  void close() {
    repositories.close();
    database.close();
  }

  private static Event note(String summary) {
    return new Event.DeviceNote(
        Event.DeviceNote.FACTS_CHANGED,
        Some.deviceId(),
        Optional.empty(),
        Map.of("summary", summary));
  }

  private List<String> told() {
    return events.after(0, Optional.empty(), 100).stream()
        .map(event -> String.valueOf(event.data().get("summary")))
        .toList();
  }

  @Test
  void an_event_waits_for_a_smaller_id_that_is_not_committed_yet() throws SQLException {
    try (Connection slow = writer()) {
      write(slow, "first");
      events.append(note("second"));
      assertThat(told()).isEmpty();
      assertThat(events.newest()).isZero();
      slow.commit();
    }
    assertThat(told()).containsExactly("first", "second");
    assertThat(events.newest()).isEqualTo(2);
  }

  /// The case that comparing transaction ids would get wrong.
  @Test
  void an_older_transaction_with_the_greater_id_waits_too() throws SQLException {
    try (Connection older = writer();
        Connection younger = writer()) {
      run(older, "SELECT pg_current_xact_id()");
      write(younger, "first");
      write(older, "second");
      older.commit();
      assertThat(told()).isEmpty();
      younger.commit();
    }
    assertThat(told()).containsExactly("first", "second");
  }

  @Test
  void an_event_that_is_rolled_back_holds_nobody_up() throws SQLException {
    try (Connection slow = writer()) {
      write(slow, "never");
      events.append(note("second"));
      slow.rollback();
    }
    assertThat(told()).containsExactly("second");
  }

  @Test
  void a_long_transaction_that_writes_no_event_holds_nobody_up() throws SQLException {
    try (Connection other = writer()) {
      run(other, "SELECT pg_current_xact_id()");
      events.append(note("first"));
      assertThat(told()).containsExactly("first");
      other.rollback();
    }
  }

  @Test
  void a_reader_among_many_writers_sees_every_event_once_and_in_order() throws Exception {
    int writers = 12;
    int transactions = 60;
    CountDownLatch done = new CountDownLatch(writers);
    List<Long> seen = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      for (int writer = 0; writer < writers; writer++) {
        threads.submit(() -> {
          try {
            for (int i = 0; i < transactions; i++) {
              writeSlowly();
            }
          } finally {
            done.countDown();
          }
          return null;
        });
      }
      while (!done.await(1, TimeUnit.MILLISECONDS)) {
        readOn(seen);
      }
    }
    readOn(seen);
    long committed =
        JdbcClient.create(database).sql("SELECT count(*) FROM event").query(Long.class).single();
    assertThat(committed).isGreaterThan(writers * transactions);
    assertThat(seen).isSorted().doesNotHaveDuplicates().hasSize((int) committed);
  }

  /// One to three events with a moment between them; some are rolled back.
  private void writeSlowly() throws SQLException {
    var random = ThreadLocalRandom.current();
    try (Connection connection = writer()) {
      for (int i = random.nextInt(3); i >= 0; i--) {
        write(connection, "event");
        run(connection, "SELECT pg_sleep(" + random.nextDouble() / 500 + ")");
      }
      if (random.nextInt(10) == 0) {
        connection.rollback();
      } else {
        connection.commit();
      }
    }
  }

  private void readOn(List<Long> seen) {
    long last = seen.isEmpty() ? 0 : seen.getLast();
    List<RecordedEvent> more;
    do {
      more = events.after(last, Optional.empty(), 50);
      for (RecordedEvent event : more) {
        seen.add(event.id());
        last = event.id();
      }
    } while (!more.isEmpty());
  }

  @Test
  void the_log_can_not_be_rewritten() {
    events.append(note("first"));
    JdbcClient sql = JdbcClient.create(database);
    for (String rewrite :
        List.of(
            "UPDATE event SET type = 'nothing'",
            "DELETE FROM event",
            "DELETE FROM event WHERE false",
            "TRUNCATE event")) {
      assertThatExceptionOfType(DataIntegrityViolationException.class)
          .isThrownBy(() -> sql.sql(rewrite).update())
          .withMessageContaining("append-only");
    }
    assertThat(told()).containsExactly("first");
  }

  @Test
  void what_a_device_prints_is_kept_even_with_a_nul_in_it() {
    events.append(note("before\0after"));
    assertThat(told()).containsExactly("before\uFFFDafter");
  }

  private Connection writer() throws SQLException {
    Connection connection = database.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static void write(Connection connection, String summary) throws SQLException {
    run(
        connection,
        "INSERT INTO event (type, data) VALUES ('test', '{\"summary\": \"" + summary + "\"}')");
  }

  private static void run(Connection connection, String statement) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
