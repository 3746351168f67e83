package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.event.Event;
import io.hitless.event.Events;
import io.hitless.testing.Some;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Every replica is woken when any of them appends.
class EventBellTest {
  private HikariDataSource database;
  private Repositories here;
  private Repositories there;

  @BeforeEach
  void open() {
    database = TestDatabase.shared().fresh();
    here = on(database);
    there = on(database);
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
    database.close();
  }

  private static Repositories on(HikariDataSource database) {
    return Repositories.on(
        database,
        InstantSource.system(),
        Seal.with(Seal.newMasterKey()),
        SecretSources.under(Optional.empty()));
  }

  private static Event something() {
    return new Event.DeviceNote(
        Event.DeviceNote.FACTS_CHANGED, Some.deviceId(), Optional.empty(), Map.of());
  }

  /// Waits for the first look, which every new line begins with, so that what comes after is news.
  private static void listening(Semaphore woken) throws InterruptedException {
    assertThat(woken.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_subscriber_is_woken_by_another_replicas_event() throws Exception {
    var woken = new Semaphore(0);
    try (Events.Subscription _ = there.events().subscribe(woken::release)) {
      listening(woken);
      here.events().append(something());
      assertThat(woken.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_line_that_was_cut_is_taken_up_again() throws Exception {
    var woken = new Semaphore(0);
    try (Events.Subscription _ = there.events().subscribe(woken::release)) {
      listening(woken);
      int cut =
          JdbcClient.create(database)
              .sql(
                  """
                  SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                  WHERE datname = current_database() AND query LIKE 'LISTEN%'
                  """)
              .query(Integer.class)
              .single();
      assertThat(cut).isEqualTo(1);
      listening(woken);
      here.events().append(something());
      assertThat(woken.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void who_stopped_listening_is_left_in_peace() throws Exception {
    var woken = new Semaphore(0);
    var other = new Semaphore(0);
    Events.Subscription gone = there.events().subscribe(woken::release);
    try (Events.Subscription _ = there.events().subscribe(other::release)) {
      listening(other);
      gone.close();
      woken.drainPermits();
      here.events().append(something());
      assertThat(other.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      assertThat(woken.availablePermits()).isZero();
    }
  }
}
