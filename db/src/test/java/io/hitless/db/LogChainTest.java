package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.audit.AuditEntry;
import io.hitless.audit.ChainFault.Kind;
import io.hitless.audit.ChainReport;
import io.hitless.audit.ChainVerifier;
import io.hitless.audit.LogWatch;
import io.hitless.audit.LogWatch.Verdict;
import io.hitless.audit.Mark;
import io.hitless.event.Event;
import io.hitless.testing.Some;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Whoever owns the database may rewrite it, triggers or not; the chain tells.
class LogChainTest {
  private HikariDataSource database;
  private Repositories kept;
  private JdbcClient sql;

  @BeforeEach
  void open() {
    database = TestDatabase.shared().fresh(16);
    kept =
        Repositories.on(
            database,
            InstantSource.system(),
            Seal.with(Seal.newMasterKey()),
            SecretSources.under(Optional.empty()));
    sql = JdbcClient.create(database);
  }

  @AfterEach
  void close() {
    kept.close();
    database.close();
  }

  private void happens(String summary) {
    kept.events()
        .append(
            new Event.DeviceNote(
                Event.DeviceNote.FACTS_CHANGED,
                Some.deviceId(),
                Optional.empty(),
                Map.of("summary", summary, "share", 0.250, "evidence", List.of("é \\ \"x\"\t"))));
  }

  private void isDone(String action) {
    kept.audit()
        .append(
            new AuditEntry(
                "noc",
                action,
                AuditEntry.Outcome.DONE,
                Optional.of(java.util.UUID.randomUUID()),
                Optional.empty(),
                Map.of("reason", "PSIRT", "before", Map.of("state", "STAGED"))));
  }

  /// Events and entries in turn, ids 1 to 10.
  private void aDay() {
    for (int i = 1; i <= 5; i++) {
      happens("event " + i);
      isDone("job.act" + i);
    }
    assertThat(kept.chain().seal()).isEqualTo(10);
  }

  private ChainReport verified() {
    return verified(Optional.empty());
  }

  private ChainReport verified(Optional<Mark> anchor) {
    var verifier = new ChainVerifier(anchor);
    kept.chain().read(verifier);
    return verifier.report();
  }

  private void forge(String... statements) {
    for (String table : List.of("event", "event_default", "audit_entry", "audit_entry_default")) {
      sql.sql("ALTER TABLE " + table + " DISABLE TRIGGER USER").update();
    }
    for (String table : List.of("log_link", "log_link_default")) {
      sql.sql("ALTER TABLE " + table + " DISABLE TRIGGER USER").update();
    }
    for (String statement : statements) {
      assertThat(sql.sql(statement).update()).isPositive();
    }
  }

  private void isFault(Kind kind, long id) {
    ChainReport report = verified();
    assertThat(report.firstBad().orElseThrow().kind()).as(report.toString()).isEqualTo(kind);
    assertThat(report.firstBad().orElseThrow().id()).isEqualTo(id);
  }

  @Test
  void an_untouched_log_is_intact_and_one_chain_covers_events_and_entries() {
    aDay();
    ChainReport report = verified();
    assertThat(report.firstBad()).isEmpty();
    assertThat(report.rows()).isEqualTo(10);
    assertThat(report.reached()).isEqualTo(kept.chain().head());
    Mark mark = report.reached();
    happens("later");
    assertThat(kept.chain().seal()).isEqualTo(1);
    assertThat(verified(Optional.of(mark)).intact()).isTrue();
  }

  @Test
  void an_event_that_was_changed_is_named() {
    aDay();
    forge("UPDATE event SET data = data || '{\"summary\": \"nothing\"}' WHERE id = 5");
    isFault(Kind.CHANGED, 5);
  }

  @Test
  void an_entry_whose_actor_was_changed_is_named() {
    aDay();
    forge("UPDATE audit_entry SET actor = 'somebody else' WHERE id = 6");
    isFault(Kind.CHANGED, 6);
  }

  @Test
  void a_row_whose_time_was_changed_by_a_microsecond_is_named() {
    aDay();
    forge("UPDATE event SET at = at + interval '1 microsecond' WHERE id = 3");
    isFault(Kind.CHANGED, 3);
  }

  @Test
  void a_row_that_was_removed_is_named_and_so_is_the_first_of_several() {
    aDay();
    forge("DELETE FROM audit_entry WHERE id IN (4, 8)", "DELETE FROM event WHERE id = 9");
    isFault(Kind.REMOVED, 4);
  }

  @Test
  void a_row_that_was_removed_with_its_link_is_noticed_at_the_next_one() {
    aDay();
    forge("DELETE FROM event WHERE id = 5", "DELETE FROM log_link WHERE id = 5");
    isFault(Kind.RELINKED, 6);
  }

  @Test
  void rows_that_changed_places_are_named() {
    aDay();
    forge(
        "UPDATE event SET id = -1 WHERE id = 3",
        "UPDATE event SET id = 3 WHERE id = 7",
        "UPDATE event SET id = 7 WHERE id = -1");
    isFault(Kind.REORDERED, 3);
  }

  @Test
  void a_row_that_was_put_in_later_is_named() {
    sql.sql("SELECT nextval('event_id')").query(Long.class).single();
    aDay();
    forge(
        """
        INSERT INTO audit_entry (id, actor, action, outcome, data)
        VALUES (1, 'noc', 'job.approve', 'DONE', '{}')
        """);
    isFault(Kind.INSERTED, 1);
  }

  @Test
  void a_log_whose_end_was_cut_off_is_too_short() {
    aDay();
    forge(
        "DELETE FROM event WHERE id > 8",
        "DELETE FROM audit_entry WHERE id > 8",
        "DELETE FROM log_link WHERE id > 8");
    isFault(Kind.CUT_OFF, 8);
  }

  /// The case of somebody who owns the database and knows how the chain is made.
  @Test
  void a_chain_that_was_made_anew_does_not_pass_the_mark_that_was_kept_elsewhere() {
    aDay();
    Mark elsewhere = kept.chain().head();
    forge(
        "UPDATE audit_entry SET actor = 'somebody else' WHERE id = 2",
        "DELETE FROM log_link",
        "UPDATE log_head SET id = 0, hash = decode(repeat('00', 32), 'hex')");
    kept.chain().seal();
    assertThat(verified().intact()).isTrue();
    assertThat(verified(Optional.of(elsewhere)).firstBad().orElseThrow().kind())
        .isEqualTo(Kind.NOT_ANCHORED);
  }

  @Test
  void the_watch_raises_an_alarm_for_a_log_that_was_tampered_with() {
    aDay();
    var watch = new ChainWatch(kept.chain(), kept.events());
    assertThat(watch.look(Verdict.UNKNOWN)).isEqualTo(Verdict.INTACT);
    assertThat(kept.events().after(10, Optional.empty(), 10)).isEmpty();
    forge("UPDATE event SET type = 'nothing' WHERE id = 5");
    assertThat(watch.look(Verdict.INTACT)).isEqualTo(Verdict.BROKEN);
    assertThat(kept.events().after(10, Optional.empty(), 10))
        .singleElement()
        .satisfies(alarm -> {
          assertThat(alarm.type()).isEqualTo("security.audit-chain-broken");
          assertThat(alarm.data()).containsEntry("fault", "CHANGED").containsEntry("row", 5);
        });
  }

  private TurnScheduler replica(String name) {
    TurnScheduler replica =
        kept.turns(name, TurnScheduler.Settings.DEFAULT, _ -> Optional.empty(), _ -> {});
    replica.start();
    return replica;
  }

  private LogWatch.Standing standingOnce(Predicate<LogWatch.Standing> holds)
      throws InterruptedException {
    var never = new CountDownLatch(1);
    for (int look = 0; look < 3000; look++) {
      LogWatch.Standing standing = kept.logWatch().standing();
      if (holds.test(standing)) {
        return standing;
      }
      assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
    }
    return kept.logWatch().standing();
  }

  @Test
  void every_replica_knows_what_the_last_verification_found_and_one_that_is_asked_for_is_done_now()
      throws InterruptedException {
    assertThat(kept.logWatch().standing().verdict()).isEqualTo(Verdict.UNKNOWN);
    aDay();
    try (TurnScheduler _ = replica("replica-1");
        TurnScheduler _ = replica("replica-2")) {
      assertThat(standingOnce(log -> log.verdict() == Verdict.INTACT).verifiedAt()).isPresent();
      forge("UPDATE event SET type = 'nothing' WHERE id = 5");
      kept.logWatch().lookNow();
      assertThat(standingOnce(log -> log.verdict() == Verdict.BROKEN).verdict())
          .isEqualTo(Verdict.BROKEN);
      forge("UPDATE event SET type = 'device.facts-changed' WHERE id = 5");
      kept.logWatch().lookNow();
      assertThat(standingOnce(log -> log.verdict() == Verdict.INTACT).verdict())
          .isEqualTo(Verdict.INTACT);
    }
  }

  @Test
  void sealing_is_behind_by_the_age_of_the_oldest_row_that_is_not_sealed() {
    aDay();
    assertThat(kept.logWatch().standing().unsealedSince()).isEmpty();
    isDone("job.create");
    isDone("job.abort");
    assertThat(kept.logWatch().standing().unsealedSince())
        .isEqualTo(
            Optional.of(
                sql.sql("SELECT at FROM audit_entry WHERE id = 11")
                    .query(java.time.OffsetDateTime.class)
                    .single()
                    .toInstant()));
    kept.chain().seal();
    assertThat(kept.logWatch().standing().unsealedSince()).isEmpty();
  }

  @Test
  void a_row_waits_for_a_smaller_id_that_is_not_committed_yet() throws SQLException {
    try (Connection slow = database.getConnection();
        Statement writer = slow.createStatement()) {
      slow.setAutoCommit(false);
      writer.execute("INSERT INTO event (type, data) VALUES ('test', '{}')");
      isDone("job.create");
      assertThat(kept.chain().seal()).isZero();
      slow.commit();
    }
    assertThat(kept.chain().seal()).isEqualTo(2);
    assertThat(verified().intact()).isTrue();
  }

  @Test
  void a_sealer_that_is_killed_in_the_middle_leaves_a_chain_that_goes_on() {
    aDay();
    happens("one more");
    assertThatThrownBy(this::dieWhileSealing).hasMessageContaining("terminating");
    assertThat(kept.chain().seal()).isEqualTo(1);
    assertThat(verified().intact()).isTrue();
  }

  private void dieWhileSealing() throws SQLException {
    try (Connection killed = database.getConnection();
        Statement sealer = killed.createStatement()) {
      killed.setAutoCommit(false);
      sealer.execute("SELECT FROM log_head FOR UPDATE");
      sealer.execute(
          """
          INSERT INTO log_link (id, row_at, digest, hash)
          SELECT 11, now(), decode(repeat('11', 32), 'hex'), decode(repeat('11', 32), 'hex')
          """);
      sql.sql("SELECT pg_terminate_backend(" + pid(sealer) + ", 10000)")
          .query(Boolean.class)
          .single();
      killed.commit();
    }
  }

  private static int pid(Statement on) throws SQLException {
    var row = on.executeQuery("SELECT pg_backend_pid()");
    row.next();
    return row.getInt(1);
  }

  @Test
  void many_writers_and_two_sealers_make_one_chain_without_a_hole() throws Exception {
    int writers = 8;
    int each = 60;
    CountDownLatch done = new CountDownLatch(writers);
    try (ExecutorService threads = Executors.newFixedThreadPool(writers + 2)) {
      for (int writer = 0; writer < writers; writer++) {
        threads.submit(() -> {
          try {
            for (int i = 0; i < each; i++) {
              happens("event");
              isDone("job.act");
            }
          } finally {
            done.countDown();
          }
        });
      }
      for (int sealer = 0; sealer < 2; sealer++) {
        threads.submit(() -> {
          do {
            kept.chain().seal();
          } while (!done.await(1, TimeUnit.MILLISECONDS));
          return null;
        });
      }
    }
    kept.chain().seal();
    ChainReport report = verified();
    assertThat(report.firstBad()).isEmpty();
    assertThat(report.rows()).isEqualTo(2L * writers * each);
  }
}
