package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.access.StorageAway;
import io.hitless.job.Job;
import io.hitless.job.Jobs;
import io.hitless.testing.Some;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a port says while the database has trouble, and what when it is we who are wrong.
class AnsweringTest {
  private final HikariDataSource database = TestDatabase.shared().fresh(2);
  private final Repositories repositories =
      Repositories.on(
          database,
          InstantSource.system(),
          Seal.with(Seal.newMasterKey()),
          SecretSources.under(Optional.empty()));
  private final Jobs jobs = repositories.jobs();
  private final Job job = Some.job(Some.device("core-1"), Some.image("16.12.4"));

  @AfterEach
  void close() {
    repositories.close();
    database.close();
  }

  /// Every statement of the pool has `limit` from now on.
  private void limit(String setting, String limit) {
    JdbcClient.create(database)
        .sql(
            "ALTER ROLE CURRENT_USER IN DATABASE "
                + name()
                + " SET "
                + setting
                + " = '"
                + limit
                + "'")
        .update();
    database.getHikariPoolMXBean().softEvictConnections();
  }

  private String name() {
    String url = database.getJdbcUrl();
    return url.substring(url.lastIndexOf('/') + 1);
  }

  @Test
  void a_lock_that_somebody_else_holds_is_a_trouble_that_passes() throws Exception {
    jobs.create(job, List.of());
    limit("lock_timeout", "50ms");
    try (Connection other = database.getConnection();
        Statement held = other.createStatement()) {
      other.setAutoCommit(false);
      held.execute("SELECT 1 FROM job FOR UPDATE");

      assertThatExceptionOfType(StorageAway.class)
          .isThrownBy(() -> jobs.claim(job.id(), "replica", Duration.ofSeconds(20)));

      other.rollback();
      other.setAutoCommit(true);
    }
    assertThat(jobs.claim(job.id(), "replica", Duration.ofSeconds(20))).isPresent();
  }

  @Test
  void a_server_that_hangs_up_is_a_trouble_that_passes() {
    jobs.create(job, List.of());
    assertThatExceptionOfType(StorageAway.class)
        .isThrownBy(() ->
            repositories
                .transactions()
                .inOne(() -> {
                  JdbcClient.create(database)
                      .sql("SELECT pg_terminate_backend(pg_backend_pid())")
                      .query()
                      .listOfRows();
                  return jobs.find(job.id());
                }));
    assertThat(jobs.find(job.id())).isPresent();
  }

  @Test
  void a_server_that_was_demoted_is_a_trouble_that_passes_and_its_connections_are_left()
      throws Exception {
    jobs.create(job, List.of());
    limit("default_transaction_read_only", "on");
    assertThatExceptionOfType(StorageAway.class)
        .isThrownBy(() -> jobs.claim(job.id(), "replica", Duration.ofSeconds(20)));
    try (Connection admin =
            DriverManager.getConnection(
                database.getJdbcUrl(), database.getUsername(), database.getPassword());
        Statement promoted = admin.createStatement()) {
      promoted.execute("SET default_transaction_read_only = off");
      promoted.execute(
          "ALTER ROLE CURRENT_USER IN DATABASE " + name() + " RESET default_transaction_read_only");
    }

    assertThat(jobs.claim(job.id(), "replica", Duration.ofSeconds(20))).isPresent();
  }

  @Test
  void a_refusal_of_the_schema_stays_what_it_is() {
    jobs.create(job, List.of());
    assertThatExceptionOfType(Jobs.DeviceBusy.class).isThrownBy(() -> jobs.create(job, List.of()));
  }
}
