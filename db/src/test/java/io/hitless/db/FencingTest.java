package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.event.Event;
import io.hitless.event.RecordedEvent;
import io.hitless.job.Job;
import io.hitless.job.Jobs;
import io.hitless.job.Jobs.Claim;
import io.hitless.testing.Some;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Many replicas at one job: only the last holder of its lease ever writes.
class FencingTest {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private HikariDataSource database;
  private Repositories repositories;
  private Jobs jobs;
  private Job job;

  @BeforeEach
  void open() {
    database = TestDatabase.shared().fresh();
    repositories =
        Repositories.on(
            database,
            InstantSource.system(),
            Seal.with(Seal.newMasterKey()),
            SecretSources.under(Optional.empty()));
    jobs = repositories.jobs();
    job = Some.job(Some.device("core-1"), Some.image("16.12.4"));
    jobs.create(job, List.of());
  }

  @AfterEach
  void close() {
    repositories.close();
    database.close();
  }

  @Test
  void of_many_replicas_that_claim_at_once_one_gets_the_job() throws Exception {
    try (ExecutorService replicas = Executors.newFixedThreadPool(8)) {
      long last = 0;
      for (int round = 1; round <= 50; round++) {
        List<Callable<Optional<Claim>>> claims =
            Collections.nCopies(8, () -> jobs.claim(job.id(), "replica", LEASE));
        List<Claim> won = new ArrayList<>();
        for (Future<Optional<Claim>> claim : replicas.invokeAll(claims)) {
          claim.get().ifPresent(won::add);
        }
        assertThat(won).hasSize(1);
        long epoch = won.getFirst().job().epoch();
        assertThat(epoch).isGreaterThan(last);
        jobs.release(job.id(), epoch);
        last = epoch;
      }
    }
  }

  @Test
  void holders_that_wake_up_late_never_write_after_their_successor() throws Exception {
    try (ExecutorService replicas = Executors.newFixedThreadPool(6)) {
      List<Callable<Integer>> lives = Collections.nCopies(6, this::claimAndWriteUntilFenced);
      int written = 0;
      for (Future<Integer> life : replicas.invokeAll(lives)) {
        written += life.get();
      }
      List<Long> epochs = epochsInTheLog();
      assertThat(epochs).hasSize(written).isSorted();
      assertThat(jobs.find(job.id()).orElseThrow().version()).isEqualTo(written);
    }
  }

  /// Claims whenever the lease is free, writes a few times, and then goes on writing with what it
  /// has although its lease was cut short, as a process does that was paused.
  private int claimAndWriteUntilFenced() {
    int written = 0;
    for (int life = 0; life < 40; life++) {
      Optional<Claim> claim = jobs.claim(job.id(), "replica", LEASE);
      if (claim.isEmpty()) {
        continue;
      }
      Job held = claim.get().job();
      try {
        for (int write = 0; write < 20; write++) {
          if (write == 3) {
            cutLeaseShort(held.epoch());
          }
          held = jobs.save(held, List.of(note(held.epoch()))).job();
          written++;
        }
      } catch (Jobs.Fenced lost) {
        assertThat(jobs.holds(job.id(), held.epoch(), Duration.ZERO)).isFalse();
      }
    }
    return written;
  }

  private void cutLeaseShort(long epoch) {
    JdbcClient.create(database)
        .sql("UPDATE job SET lease_until = clock_timestamp() WHERE id = :id AND epoch = :epoch")
        .param("id", job.id().value())
        .param("epoch", epoch)
        .update();
  }

  @Test
  void a_refused_write_leaves_no_event_and_no_intent() {
    Job first = jobs.claim(job.id(), "paused", LEASE).orElseThrow().job();
    cutLeaseShort(first.epoch());
    Claim second = jobs.claim(job.id(), "next", LEASE).orElseThrow();
    assertThat(second.takenOver()).isTrue();
    for (Runnable late :
        List.<Runnable>of(
            () -> jobs.save(first, List.of(note(first.epoch()))),
            () ->
                jobs.intend(
                    first,
                    io.hitless.job.Intent.Kind.ACTIVATE,
                    "install activate issu",
                    List.of(note(first.epoch()))))) {
      org.assertj.core.api.Assertions.assertThatExceptionOfType(Jobs.Fenced.class)
          .isThrownBy(late::run);
    }
    assertThat(epochsInTheLog()).isEmpty();
    assertThat(jobs.intents(job.id())).isEmpty();
  }

  @Test
  void a_lease_that_nobody_took_over_is_over_all_the_same() {
    Job held = jobs.claim(job.id(), "slow", LEASE).orElseThrow().job();
    cutLeaseShort(held.epoch());
    org.assertj.core.api.Assertions.assertThatExceptionOfType(Jobs.Fenced.class)
        .isThrownBy(() -> jobs.save(held, List.of()));
    assertThat(jobs.renew(job.id(), held.epoch(), LEASE)).isFalse();
  }

  @Test
  void who_holds_what_a_failover_forgot_writes_nothing_beside_the_next_holder() {
    Job forgotten = jobs.claim(job.id(), "replica-1", LEASE).orElseThrow().job();
    JdbcClient.create(database)
        .sql(
            """
            UPDATE job SET epoch = :before, lease_owner = NULL, lease_until = NULL
            WHERE id = :id
            """)
        .param("before", job.epoch())
        .param("id", job.id().value())
        .update();
    Job next = jobs.claim(job.id(), "replica-2", LEASE).orElseThrow().job();

    assertThat(next.version()).isEqualTo(forgotten.version());
    assertThat(jobs.renew(job.id(), forgotten.epoch(), LEASE)).isFalse();
    assertThat(jobs.holds(job.id(), forgotten.epoch(), Duration.ZERO)).isFalse();
    org.assertj.core.api.Assertions.assertThatExceptionOfType(Jobs.Fenced.class)
        .isThrownBy(() ->
            jobs.intend(
                forgotten,
                io.hitless.job.Intent.Kind.ACTIVATE,
                "install activate issu",
                List.of(note(forgotten.epoch()))));
    org.assertj.core.api.Assertions.assertThatExceptionOfType(Jobs.Fenced.class)
        .isThrownBy(() -> jobs.save(forgotten, List.of()));
    jobs.release(job.id(), forgotten.epoch());
    assertThat(jobs.holds(job.id(), next.epoch(), Duration.ofSeconds(1))).isTrue();
    assertThat(jobs.intents(job.id())).isEmpty();
  }

  private Event note(long epoch) {
    return new Event.JobNote(
        Event.Kind.STEP_STARTED,
        job.id().value(),
        job.order().device(),
        "written",
        List.of(),
        Map.of("epoch", epoch));
  }

  private List<Long> epochsInTheLog() {
    return repositories.events().after(0, Optional.of(job.id().value()), 10_000).stream()
        .map(RecordedEvent::data)
        .map(data -> ((Number) data.getOrDefault("epoch", -1)).longValue())
        .toList();
  }
}
