package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.audit.AuditEntry;
import io.hitless.audit.AuditQuery;
import io.hitless.audit.ChainFault.Kind;
import io.hitless.audit.ChainReport;
import io.hitless.audit.ChainVerifier;
import io.hitless.event.RecordedEvent;
import io.hitless.job.JobId;
import io.hitless.page.PageRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The log and the transcripts by month: made ahead, dropped when old, nothing lost between.
class LogMonthsTest {
  private static final Retention YEAR =
      new Retention(Optional.of(Duration.ofDays(365)), Optional.of(Duration.ofDays(90)));

  private HikariDataSource database;
  private Repositories kept;
  private JdbcClient sql;

  @BeforeEach
  void open() {
    on(TestDatabase.shared().fresh());
  }

  private void on(HikariDataSource opened) {
    database = opened;
    sql = JdbcClient.create(database);
    kept =
        Repositories.on(
            database,
            InstantSource.system(),
            Seal.with(Seal.newMasterKey()),
            SecretSources.under(Optional.empty()));
  }

  @AfterEach
  void close() {
    kept.close();
    database.close();
  }

  private void event(String age) {
    sql.sql(
            "INSERT INTO event (type, at, data) VALUES ('test', now() - :age::interval,"
                + " jsonb_build_object('age', :age::text))")
        .param("age", age)
        .update();
  }

  private void transcript(UUID job, String age, String text) {
    sql.sql(
            "INSERT INTO transcript (job, at, sent, text) VALUES (:job, now() - :age::interval,"
                + " false, :text)")
        .param("job", job)
        .param("age", age)
        .param("text", text)
        .update();
  }

  private List<String> ages() {
    return kept.events().after(0, Optional.empty(), 100).stream()
        .map(RecordedEvent::data)
        .map(data -> String.valueOf(data.get("age")))
        .toList();
  }

  private List<String> typed(UUID job) {
    var texts = new ArrayList<String>();
    kept.transcripts().read(new JobId(job), entry -> texts.add(entry.text()));
    return texts;
  }

  private long inDefault(String table) {
    return sql.sql("SELECT count(*) FROM " + table + "_default").query(Long.class).single();
  }

  private int parts(String table) {
    return sql.sql("SELECT count(*) FROM pg_inherits WHERE inhparent = to_regclass(:table)")
        .param("table", table)
        .query(Integer.class)
        .single();
  }

  private ChainReport verified() {
    var verifier = new ChainVerifier(Optional.empty());
    kept.chain().read(verifier);
    return verifier.report();
  }

  @Test
  void months_are_made_ahead_and_take_along_what_lay_in_the_default_part() {
    event("3 months");
    event("0 days");
    assertThat(inDefault("event")).isEqualTo(2);
    kept.tendMonths(Retention.STANDARD);
    assertThat(inDefault("event")).isZero();
    // three months ago, this one, two ahead, and the rest
    assertThat(parts("event")).isEqualTo(5);
    assertThat(parts("transcript")).isEqualTo(4);
    event("1 minute");
    assertThat(ages()).containsExactly("3 months", "0 days", "1 minute");
    kept.tendMonths(Retention.STANDARD);
    assertThat(parts("event")).isEqualTo(5);
  }

  @Test
  void what_no_month_is_there_for_is_kept_nevertheless() {
    UUID job = UUID.randomUUID();
    kept.tendMonths(Retention.STANDARD);
    transcript(job, "50 years", "a clock that was never set");
    transcript(job, "-50 years", "one that was set wrong");
    kept.tendMonths(Retention.STANDARD);
    assertThat(typed(job)).containsExactly("a clock that was never set", "one that was set wrong");
    assertThat(inDefault("transcript")).isEqualTo(2);
  }

  @Test
  void old_months_go_and_the_chain_still_verifies_from_where_they_ended() {
    event("20 months");
    event("18 months");
    kept.chain().seal();
    sealedAsIf("18 months");
    kept.tendMonths(new Retention(Optional.empty(), Optional.empty()));
    event("2 months");
    event("0 days");
    ChainReport before = verified();
    assertThat(before.intact()).isTrue();

    kept.tendMonths(YEAR);

    assertThat(ages()).containsExactly("2 months", "0 days");
    ChainReport after = verified();
    assertThat(after.firstBad()).isEmpty();
    assertThat(after.start().id()).isEqualTo(2);
    assertThat(kept.audit().list(AuditQuery.ALL, PageRequest.first(10)).items())
        .extracting(entry -> entry.entry().action())
        .contains("log.retire");
  }

  /// The sealer was away when the month ended: its links outlive the rows.
  @Test
  void rows_that_were_sealed_in_a_later_month_may_go_before_their_links() {
    event("20 months");
    event("0 days");
    kept.tendMonths(YEAR);
    assertThat(ages()).containsExactly("0 days");
    ChainReport report = verified();
    assertThat(report.firstBad()).isEmpty();
    assertThat(report.retired()).isEqualTo(1);
  }

  @Test
  void a_month_is_not_removed_unnoticed_by_hand() {
    event("3 months");
    kept.tendMonths(YEAR);
    kept.chain().seal();
    String month =
        sql.sql(
                "SELECT min(relname) FROM pg_class WHERE relname ~ '^event_[0-9]{4}'"
                    + " AND relkind = 'r'")
            .query(String.class)
            .single();
    sql.sql("DROP TABLE " + month).update();
    assertThat(verified().firstBad().orElseThrow().kind()).isEqualTo(Kind.REMOVED);
  }

  @Test
  void nothing_younger_than_thirty_days_is_dropped_whoever_asks() {
    event("0 days");
    kept.tendMonths(Retention.STANDARD);
    for (String function : List.of("drop_log", "drop_transcripts")) {
      assertThat(
              sql.sql(
                      "SELECT "
                          + function
                          + "(date_trunc('month', now())::date, now() + interval '10 years')")
                  .query(Boolean.class)
                  .single())
          .isFalse();
    }
    assertThat(ages()).containsExactly("0 days");
    assertThatThrownBy(() -> new Retention(Optional.of(Duration.ofDays(29)), Optional.empty()))
        .hasMessageContaining("30 days");
  }

  @Test
  void transcripts_go_by_a_time_of_their_own() {
    UUID job = UUID.randomUUID();
    transcript(job, "6 months", "old");
    transcript(job, "0 days", "new");
    event("6 months");
    kept.tendMonths(YEAR);
    assertThat(typed(job)).containsExactly("new");
    assertThat(ages()).containsExactly("6 months");
  }

  @Test
  void a_month_can_be_changed_by_no_way_round() {
    event("0 days");
    kept.tendMonths(Retention.STANDARD);
    String month =
        sql.sql("SELECT tableoid::regclass::text FROM event").query(String.class).single();
    assertThat(month).startsWith("event_2");
    for (String rewrite :
        List.of(
            "UPDATE " + month + " SET type = 'nothing'",
            "DELETE FROM " + month,
            "TRUNCATE " + month,
            "UPDATE audit_entry SET actor = 'nobody'",
            "DELETE FROM transcript",
            "DELETE FROM log_link",
            "DELETE FROM log_checkpoint")) {
      assertThatThrownBy(() -> sql.sql(rewrite).update())
          .as(rewrite)
          .hasMessageContaining("append-only");
    }
    assertThat(ages()).containsExactly("0 days");
  }

  @Test
  void what_the_release_before_had_written_is_all_there_after_the_migration() {
    close();
    HikariDataSource before = TestDatabase.shared().empty();
    Flyway.configure()
        .dataSource(before)
        .locations("classpath:db/migration")
        .target("4")
        .load()
        .migrate();
    on(before);
    UUID job = UUID.randomUUID();
    event("40 days");
    event("0 days");
    transcript(job, "40 days", "show version");
    transcript(job, "0 days", "show redundancy");

    Migrations.apply(before);

    assertThat(ages()).containsExactly("40 days", "0 days");
    assertThat(typed(job)).containsExactly("show version", "show redundancy");
    event("-1 minutes");
    transcript(job, "0 days", "show inventory");
    kept.tendMonths(YEAR);
    assertThat(ages()).containsExactly("40 days", "0 days", "-1 minutes");
    assertThat(typed(job)).containsExactly("show version", "show redundancy", "show inventory");
    assertThat(kept.events().newest()).isEqualTo(3);
    assertThat(verified().rows()).isEqualTo(3);
  }

  @Test
  void an_upkeep_that_can_not_lock_a_table_leaves_it_for_the_next_one() throws Exception {
    event("0 days");
    try (var reader = database.getConnection();
        var statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("SELECT count(*) FROM event");
      kept.tendMonths(Retention.STANDARD);
      assertThat(inDefault("event")).isEqualTo(1);
      reader.rollback();
    }
    kept.tendMonths(Retention.STANDARD);
    assertThat(inDefault("event")).isZero();
    assertThat(ages()).containsExactly("0 days");
  }

  private void sealedAsIf(String age) {
    for (String table : List.of("log_link", "log_link_default")) {
      sql.sql("ALTER TABLE " + table + " DISABLE TRIGGER USER").update();
    }
    sql.sql("UPDATE log_link SET at = now() - :age::interval").param("age", age).update();
    for (String table : List.of("log_link", "log_link_default")) {
      sql.sql("ALTER TABLE " + table + " ENABLE TRIGGER USER").update();
    }
  }

  private static AuditEntry entry(String action) {
    return new AuditEntry(
        "noc",
        action,
        AuditEntry.Outcome.DONE,
        Optional.empty(),
        Optional.empty(),
        Map.of("reason", "PSIRT"));
  }

  @Test
  void entries_written_before_and_after_a_month_was_made_are_one_list() {
    kept.audit().append(entry("job.create"));
    kept.tendMonths(Retention.STANDARD);
    kept.audit().append(entry("job.commit"));
    assertThat(kept.audit().list(AuditQuery.ALL, PageRequest.first(10)).items())
        .extracting(it -> it.entry().action())
        .containsExactly("job.commit", "job.create");
  }
}
