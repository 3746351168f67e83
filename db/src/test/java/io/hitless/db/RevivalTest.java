package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.testing.Some;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A process is killed in the middle of a turn: a sibling takes the job up, and knows it.
class RevivalTest {
  private static final TurnScheduler.Settings QUICK =
      TurnScheduler.Settings.DEFAULT.withHeartbeat(Duration.ofMillis(250));

  @Test
  void a_turn_whose_process_was_killed_is_done_again_as_a_takeover() throws Exception {
    try (HikariDataSource database = TestDatabase.shared().fresh();
        Repositories repositories = on(database)) {
      Job job =
          Some.job(Some.device("core-1"), Some.image("16.12.4"))
              .with(draft -> draft.dueAt = Optional.of(Instant.now()));
      repositories.jobs().create(job, List.of());
      long before;
      try (ChildProcess replica =
          ChildProcess.of(
              Replica.class,
              database.getJdbcUrl(),
              database.getUsername(),
              database.getPassword())) {
        assertThat(replica.line("turning")).isEqualTo(job.id().toString());
        before = Long.parseLong(replica.line("epoch"));
        replica.kill();
      }

      BlockingQueue<Jobs.Claim> claims = new LinkedBlockingQueue<>();
      try (TurnScheduler _ =
          started(
              repositories,
              id -> {
                Optional<Jobs.Claim> claim =
                    repositories.jobs().claim(id, "survivor", Duration.ofSeconds(30));
                claim.ifPresent(claims::add);
                return claim.isPresent()
                    ? Optional.empty()
                    : Optional.of(Instant.now().plusMillis(100));
              })) {
        Jobs.Claim claim = claims.poll(60, TimeUnit.SECONDS);
        assertThat(claim).isNotNull();
        assertThat(claim.takenOver()).isTrue();
        assertThat(claim.job().id()).isEqualTo(job.id());
        assertThat(claim.job().epoch()).isGreaterThan(before);
      }
    }
  }

  private static Repositories on(HikariDataSource database) {
    return Repositories.on(
        database,
        InstantSource.system(),
        Seal.with(Seal.newMasterKey()),
        SecretSources.under(Optional.empty()));
  }

  private static TurnScheduler started(
      Repositories repositories, java.util.function.Function<JobId, Optional<Instant>> turn) {
    TurnScheduler scheduler = repositories.turns("survivor", QUICK, turn, _ -> {});
    scheduler.start();
    return scheduler;
  }

  /// Takes the job's lease for two seconds and then does nothing any more.
  static final class Replica {
    public static void main(String[] arguments) throws InterruptedException {
      var config = new HikariConfig();
      config.setJdbcUrl(arguments[0]);
      config.setUsername(arguments[1]);
      config.setPassword(arguments[2]);
      Repositories repositories = on(new HikariDataSource(config));
      var forever = new CountDownLatch(1);
      repositories
          .turns(
              "victim",
              QUICK,
              id -> {
                Jobs.Claim claim =
                    repositories.jobs().claim(id, "victim", Duration.ofSeconds(2)).orElseThrow();
                System.out.println("turning " + id);
                System.out.println("epoch " + claim.job().epoch());
                try {
                  forever.await();
                } catch (InterruptedException stopped) {
                  Thread.currentThread().interrupt();
                }
                return Optional.empty();
              },
              _ -> {})
          .start();
      forever.await();
    }
  }
}
