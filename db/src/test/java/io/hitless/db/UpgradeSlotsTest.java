package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.job.Job;
import io.hitless.job.Stage;
import io.hitless.job.UpgradeCaps;
import io.hitless.job.UpgradeSlots;
import io.hitless.job.UpgradeSlots.Answer;
import io.hitless.testing.Some;
import java.sql.Connection;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Thousands that wait for one slot.
class UpgradeSlotsTest {
  private static final UpgradeCaps ONE = new UpgradeCaps(1000, 1);

  private final HikariDataSource database = TestDatabase.shared().fresh(16);
  private final JdbcClient sql = JdbcClient.create(database);
  private final Repositories repositories =
      Repositories.on(
          database,
          InstantSource.system(),
          Seal.with(Seal.newMasterKey()),
          SecretSources.under(Optional.empty()));
  private final UpgradeSlots slots = repositories.upgradeSlots();

  @AfterEach
  void close() {
    repositories.close();
    database.close();
  }

  private Job staged() {
    Job job =
        Some.job(Some.device("core-" + UUID.randomUUID()), Some.image("16.12.4"))
            .with(draft -> draft.stage = Stage.STAGED);
    repositories.jobs().create(job, List.of());
    return job;
  }

  private void copies(Job job, int count) {
    String columns =
        String.join(
            ", ",
            sql.sql(
                    """
                    SELECT column_name FROM information_schema.columns
                    WHERE table_name = 'job' AND is_generated = 'NEVER'
                      AND column_name NOT IN ('id', 'device')
                    """)
                .query(String.class)
                .list());
    sql.sql(
            """
            WITH copy AS (
              INSERT INTO job (id, device, %1$s)
              SELECT gen_random_uuid(), gen_random_uuid(), %1$s FROM job, generate_series(1, :count)
              WHERE job.id = :job
              RETURNING id, site)
            INSERT INTO upgrade_slot (job, site, granted)
            SELECT id, coalesce(site, ''), false FROM copy
            """
                .formatted(columns))
        .param("count", count)
        .param("job", job.id().value())
        .update();
    sql.sql("ANALYZE job, upgrade_slot").update();
  }

  @Test
  void who_has_to_wait_anyway_waits_for_nobodys_lock() throws Exception {
    Job first = staged();
    Job second = staged();
    assertThat(slots.ask(first, ONE)).isInstanceOf(Answer.Granted.class);
    sql.sql("ALTER ROLE CURRENT_USER IN DATABASE %s SET lock_timeout = '50ms'".formatted(name()))
        .update();
    database.getHikariPoolMXBean().softEvictConnections();
    try (Connection other = database.getConnection();
        Statement held = other.createStatement()) {
      other.setAutoCommit(false);
      held.execute("SELECT pg_advisory_xact_lock(hashtextextended('upgrades', 18516))");

      assertThat(slots.ask(second, ONE)).isEqualTo(new Answer.Full(1, true));
      assertThat(slots.ask(second, ONE)).isEqualTo(new Answer.Full(1, true));
      assertThat(slots.ask(staged(), ONE)).isEqualTo(new Answer.Full(2, true));

      other.rollback();
      other.setAutoCommit(true);
    }
  }

  private String name() {
    String url = database.getJdbcUrl();
    return url.substring(url.lastIndexOf('/') + 1);
  }

  @Test
  void of_thousands_the_first_gets_the_slot_and_the_last_is_told_that_there_are_many()
      throws Exception {
    Job under = staged();
    Job next = staged();
    assertThat(slots.ask(under, ONE)).isInstanceOf(Answer.Granted.class);
    assertThat(slots.ask(next, ONE)).isEqualTo(new Answer.Full(1, true));
    copies(next, 5000);
    Job last = staged();
    try (ExecutorService replicas = Executors.newFixedThreadPool(16)) {
      List<Callable<Answer>> asking = Collections.nCopies(200, () -> slots.ask(last, ONE));
      for (Future<Answer> answer : replicas.invokeAll(asking)) {
        assertThat(answer.get())
            .isInstanceOfSatisfying(
                Answer.Full.class, full -> assertThat(full.ahead()).isGreaterThan(100));
      }
    }
    sql.sql("UPDATE job SET stage = 'SUCCEEDED' WHERE id = :id")
        .param("id", under.id().value())
        .update();
    assertThat(slots.ask(last, ONE)).isInstanceOf(Answer.Full.class);
    assertThat(slots.ask(next, ONE)).isInstanceOf(Answer.Granted.class);
  }
}
