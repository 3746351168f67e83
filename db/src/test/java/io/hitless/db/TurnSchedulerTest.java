package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.event.RecordedEvent;
import io.hitless.inventory.DeviceId;
import io.hitless.job.Action;
import io.hitless.job.ActionRequest;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Stage;
import io.hitless.readiness.FleetRun;
import io.hitless.readiness.ReadinessRun;
import io.hitless.readiness.RunId;
import io.hitless.readiness.Targets;
import io.hitless.testing.Some;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Turns and readiness runs are done when they are due, once, and no wake-up is lost.
class TurnSchedulerTest {
  private static final Instant TOMORROW = Instant.now().plus(Duration.ofDays(1));
  private static final Consumer<RunId> NO_RUNS = _ -> {};

  private final BlockingQueue<JobId> turned = new LinkedBlockingQueue<>();
  private HikariDataSource database;
  private Repositories repositories;

  @BeforeEach
  void open() {
    database = TestDatabase.shared().fresh();
    repositories =
        Repositories.on(
            database,
            InstantSource.system(),
            Seal.with(Seal.newMasterKey()),
            SecretSources.under(Optional.empty()));
  }

  @AfterEach
  void close() {
    repositories.close();
    database.close();
  }

  private TurnScheduler started(Function<JobId, Optional<Instant>> turn) {
    return started(turn, NO_RUNS, TurnScheduler.Settings.DEFAULT);
  }

  private TurnScheduler started(
      Function<JobId, Optional<Instant>> turn,
      Consumer<RunId> look,
      TurnScheduler.Settings settings) {
    TurnScheduler scheduler = repositories.turns("replica-1", settings, turn, look);
    scheduler.start();
    return scheduler;
  }

  private Job created(Instant due) {
    return created(Stage.QUEUED, due);
  }

  private Job created(Stage stage, Instant due) {
    Job job =
        Some.job(Some.device("core-" + UUID.randomUUID()), Some.image("16.12.4"))
            .with(draft -> {
              draft.stage = stage;
              draft.dueAt = Optional.of(due);
            });
    repositories.jobs().create(job, List.of());
    return job;
  }

  private void request(Job job) {
    repositories
        .jobs()
        .request(
            new ActionRequest(
                0,
                job.id(),
                Action.RETRY,
                "again",
                "night shift",
                "night shift",
                Optional.empty(),
                false,
                Instant.now()),
            List.of());
  }

  private JobId nextTurn() throws InterruptedException {
    return Optional.ofNullable(turned.poll(30, TimeUnit.SECONDS))
        .orElseThrow(() -> new AssertionError("no turn within half a minute"));
  }

  private List<String> executions() {
    return JdbcClient.create(database)
        .sql("SELECT task_instance FROM scheduled_tasks WHERE task_name = 'job-turn'")
        .query(String.class)
        .list();
  }

  @Test
  void a_witness_is_told_how_late_a_turn_starts() throws Exception {
    created(Instant.now().minus(Duration.ofMinutes(2)));
    var late = new LinkedBlockingQueue<Duration>();
    TurnScheduler scheduler =
        repositories.turns(
            "replica-1",
            TurnScheduler.Settings.DEFAULT,
            Retention.STANDARD,
            _ -> Optional.empty(),
            NO_RUNS,
            new TurnScheduler.Witness() {
              @Override
              public void started(Duration since) {
                late.add(since);
              }
            });
    try (scheduler) {
      scheduler.start();

      assertThat(late.poll(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(Duration.ofMinutes(2));
    }
  }

  @Test
  void a_new_job_gets_its_turn_and_another_when_it_asks_for_one() throws Exception {
    var turns = new AtomicInteger();
    try (TurnScheduler _ =
        started(id -> {
          turned.add(id);
          return turns.incrementAndGet() < 3 ? Optional.of(Instant.now()) : Optional.empty();
        })) {
      Job job = created(Instant.now());
      assertThat(nextTurn()).isEqualTo(job.id());
      assertThat(nextTurn()).isEqualTo(job.id());
      assertThat(nextTurn()).isEqualTo(job.id());
    }
    assertThat(executions()).isEmpty();
    assertThat(turned).isEmpty();
  }

  @Test
  void a_job_that_is_due_later_keeps_its_execution() throws Exception {
    try (TurnScheduler _ =
        started(id -> {
          turned.add(id);
          return Optional.of(TOMORROW);
        })) {
      created(Instant.now());
      nextTurn();
    }
    assertThat(executions()).hasSize(1);
  }

  @Test
  void a_job_that_is_not_stored_has_no_turn() {
    Job job = created(TOMORROW);
    Job second = Some.job(Some.device("other"), Some.image("16.12.4"));
    try {
      repositories
          .transactions()
          .inOne(() -> {
            repositories.jobs().create(second, List.of());
            throw new IllegalStateException("undo");
          });
    } catch (IllegalStateException undone) {
      assertThat(executions()).containsExactly(job.id().toString());
    }
  }

  @Test
  void a_request_wakes_a_job_that_sleeps_until_tomorrow() throws Exception {
    try (TurnScheduler _ =
        started(id -> {
          turned.add(id);
          return Optional.of(TOMORROW);
        })) {
      Job job = created(TOMORROW);
      request(job);
      assertThat(nextTurn()).isEqualTo(job.id());
    }
  }

  @Test
  void a_request_wakes_a_job_that_has_no_turn_left() throws Exception {
    try (TurnScheduler _ =
        started(id -> {
          turned.add(id);
          return Optional.empty();
        })) {
      Job job = created(Instant.now());
      nextTurn();
      request(job);
      assertThat(nextTurn()).isEqualTo(job.id());
    }
  }

  @Test
  void a_request_that_comes_during_the_last_turn_is_not_lost() throws Exception {
    requestDuringTurn(Optional.empty());
  }

  @Test
  void a_request_that_comes_during_a_turn_does_not_wait_for_the_next_one() throws Exception {
    requestDuringTurn(Optional.of(TOMORROW));
  }

  private void requestDuringTurn(Optional<Instant> next) throws Exception {
    var begun = new Semaphore(0);
    var goOn = new Semaphore(0);
    try (TurnScheduler _ =
        started(id -> {
          begun.release();
          goOn.acquireUninterruptibly();
          turned.add(id);
          return next;
        })) {
      Job job = created(Instant.now());
      assertThat(begun.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
      request(job);
      request(job);
      goOn.release(2);
      nextTurn();
      assertThat(nextTurn()).isEqualTo(job.id());
    }
    // One more turn for both: the first one saw whatever was there when it began.
    assertThat(turned).isEmpty();
    assertThat(begun.availablePermits()).isEqualTo(1);
  }

  /// Races of requests with the ends of turns, at every possible moment.
  @Test
  void after_the_last_of_many_requests_there_is_always_a_turn() throws Exception {
    var latestSeen = new AtomicInteger();
    var requested = new AtomicInteger();
    try (TurnScheduler _ =
        started(id -> {
          latestSeen.set(repositories.jobs().requests(id).size());
          turned.add(id);
          return Optional.empty();
        })) {
      Job job = created(Instant.now());
      nextTurn();
      for (int i = 0; i < 300; i++) {
        requested.incrementAndGet();
        request(job);
        if (i % 3 == 0) {
          turned.poll(1, TimeUnit.MILLISECONDS);
        }
      }
      while (latestSeen.get() < requested.get()) {
        nextTurn();
      }
    }
    assertThat(latestSeen).hasValue(300);
  }

  @Test
  void a_turn_that_fails_comes_again() throws Exception {
    var failed = new AtomicBoolean();
    try (TurnScheduler _ =
        started(id -> {
          turned.add(id);
          if (failed.compareAndSet(false, true)) {
            throw new IllegalStateException("the database was away");
          }
          return Optional.empty();
        })) {
      Job job = created(Instant.now());
      nextTurn();
      assertThat(nextTurn()).isEqualTo(job.id());
    }
  }

  @Test
  void two_replicas_share_the_turns_and_do_none_twice() throws Exception {
    int jobs = 200;
    for (int i = 0; i < jobs; i++) {
      created(Instant.now());
    }
    Function<JobId, Optional<Instant>> turn =
        id -> {
          turned.add(id);
          return Optional.empty();
        };
    TurnScheduler.Settings few = TurnScheduler.Settings.DEFAULT.withConcurrentTurns(8);
    try (TurnScheduler one = repositories.turns("replica-1", few, turn, NO_RUNS);
        TurnScheduler two = repositories.turns("replica-2", few, turn, NO_RUNS)) {
      one.start();
      two.start();
      for (int i = 0; i < jobs; i++) {
        nextTurn();
      }
    }
    assertThat(turned).isEmpty();
    assertThat(executions()).isEmpty();
  }

  /// A replica of one thread with a turn going on and fifty that are due: `then` makes one more
  /// due, later than all of them, and that is the next one.
  private void isNext(Supplier<JobId> then) throws Exception {
    var begun = new Semaphore(0);
    var goOn = new Semaphore(0);
    Instant longAgo = Instant.now().minus(Duration.ofHours(1));
    try (TurnScheduler _ =
        started(
            id -> {
              begun.release();
              goOn.acquireUninterruptibly();
              turned.add(id);
              return Optional.of(longAgo);
            },
            NO_RUNS,
            TurnScheduler.Settings.DEFAULT.withConcurrentTurns(1))) {
      for (int i = 0; i < 50; i++) {
        created(Stage.STAGING, longAgo);
      }
      assertThat(begun.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
      JobId pressing = then.get();
      goOn.release();
      nextTurn();
      assertThat(begun.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
      goOn.release(1_000_000);
      assertThat(nextTurn()).isEqualTo(pressing);
    }
    turned.clear();
    JdbcClient.create(database).sql("DELETE FROM scheduled_tasks").update();
  }

  @Test
  void a_job_between_two_releases_goes_before_all_that_only_prepare() throws Exception {
    for (Stage pressing : List.of(Stage.SOAKING, Stage.CLEARING, Stage.NEEDS_OPERATOR)) {
      isNext(() -> created(pressing, Instant.now()).id());
    }
  }

  @Test
  void what_somebody_asked_of_a_job_goes_before_what_was_due_anyway() throws Exception {
    isNext(() -> {
      Job job = created(Stage.STAGED, TOMORROW);
      request(job);
      return job.id();
    });
  }

  @Test
  void a_job_that_comes_to_press_in_its_turn_goes_first_from_then_on() throws Exception {
    var seen = new Semaphore(0);
    Instant longAgo = Instant.now().minus(Duration.ofHours(1));
    Job activated = created(Stage.STAGED, longAgo.minus(Duration.ofHours(1)));
    for (int i = 0; i < 20; i++) {
      created(Stage.STAGING, longAgo);
    }
    try (TurnScheduler _ =
        started(
            id -> {
              if (id.equals(activated.id())) {
                comesTo(id, Stage.ACTIVATING);
                seen.release();
                return Optional.of(Instant.now());
              }
              return Optional.of(longAgo);
            },
            NO_RUNS,
            TurnScheduler.Settings.DEFAULT.withConcurrentTurns(1))) {
      assertThat(seen.tryAcquire(5, 30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whom_a_dead_process_left_between_two_releases_is_taken_up_before_all_others()
      throws Exception {
    Job left = created(Stage.STAGED, TOMORROW);
    comesTo(left.id(), Stage.ACTIVATING);
    JdbcClient.create(database)
        .sql(
            """
            UPDATE scheduled_tasks SET picked = true, picked_by = 'gone',
              last_heartbeat = clock_timestamp() - interval '1 minute'
            """)
        .update();
    Instant longAgo = Instant.now().minus(Duration.ofHours(1));
    for (int i = 0; i < 20; i++) {
      created(Stage.STAGING, longAgo);
    }
    var seen = new CountDownLatch(1);
    try (TurnScheduler _ =
        started(
            id -> {
              if (id.equals(left.id())) {
                seen.countDown();
              }
              return Optional.of(longAgo);
            },
            NO_RUNS,
            TurnScheduler.Settings.DEFAULT.withConcurrentTurns(1))) {
      assertThat(seen.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void comesTo(JobId id, Stage stage) {
    JdbcClient.create(database)
        .sql("UPDATE job SET stage = :stage WHERE id = :id")
        .param("stage", stage.name())
        .param("id", id.value())
        .update();
  }

  @Test
  void however_many_copies_go_on_there_is_room_for_a_job_between_two_releases() throws Exception {
    var copying = new Semaphore(0);
    var blocked = new CountDownLatch(1);
    for (int i = 0; i < 20; i++) {
      created(Stage.STAGING, Instant.now());
    }
    try (TurnScheduler _ =
        started(
            id -> {
              if (repositories.jobs().find(id).orElseThrow().stage() == Stage.STAGING) {
                copying.release();
                try {
                  blocked.await();
                } catch (InterruptedException stopped) {
                  Thread.currentThread().interrupt();
                }
              }
              turned.add(id);
              return Optional.empty();
            },
            NO_RUNS,
            TurnScheduler.Settings.DEFAULT.withConcurrentTurns(4))) {
      assertThat(copying.tryAcquire(3, 30, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 5; i++) {
        Job soaking = created(Stage.SOAKING, Instant.now());
        assertThat(nextTurn()).isEqualTo(soaking.id());
      }
      assertThat(copying.availablePermits()).isZero();
      blocked.countDown();
      for (int i = 0; i < 20; i++) {
        nextTurn();
      }
    }
    assertThat(executions()).isEmpty();
  }

  @Test
  void a_readiness_run_is_done_and_gone() throws Exception {
    var looked = new LinkedBlockingQueue<RunId>();
    try (TurnScheduler _ =
        started(_ -> Optional.empty(), looked::add, TurnScheduler.Settings.DEFAULT)) {
      RunId run = startedRun();
      assertThat(looked.poll(30, TimeUnit.SECONDS)).isEqualTo(run);
    }
    assertThat(runExecutions()).isZero();
  }

  @Test
  void readiness_runs_leave_room_for_upgrades() throws Exception {
    var blocked = new CountDownLatch(1);
    var looking = new Semaphore(0);
    TurnScheduler.Settings tight =
        TurnScheduler.Settings.DEFAULT.withConcurrentTurns(4).withConcurrentReadinessRuns(2);
    try (TurnScheduler _ =
        started(
            id -> {
              turned.add(id);
              return Optional.empty();
            },
            _ -> {
              looking.release();
              try {
                blocked.await();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            },
            tight)) {
      for (int i = 0; i < 20; i++) {
        startedRun();
      }
      assertThat(looking.tryAcquire(2, 30, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 10; i++) {
        created(Instant.now());
      }
      for (int i = 0; i < 10; i++) {
        nextTurn();
      }
      assertThat(looking.availablePermits()).isZero();
      blocked.countDown();
      assertThat(looking.tryAcquire(18, 60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void of_a_fleet_only_so_many_are_looked_at_at_once_and_all_in_the_end() throws Exception {
    List<ReadinessRun> parts = new ArrayList<>();
    var fleet =
        new FleetRun(
            new RunId(UUID.randomUUID()),
            new Targets(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), true),
            Optional.empty(),
            3,
            "noc",
            Instant.now(),
            new FleetRun.Tally(40, 0, 0, 0));
    for (int i = 0; i < 40; i++) {
      parts.add(part(Some.deviceId(), Optional.of(fleet.id())));
    }
    var at = new AtomicInteger();
    var most = new AtomicInteger();
    var done = new Semaphore(0);
    try (TurnScheduler _ = looking(at, most, done);
        TurnScheduler _ = looking(at, most, done)) {
      repositories.readinessRuns().start(fleet, parts);
      assertThat(done.tryAcquire(40, 60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(most).hasValueBetween(1, 3);
    FleetRun ended = repositories.readinessRuns().findFleet(fleet.id()).orElseThrow();
    assertThat(ended.verdict()).contains(ReadinessRun.Verdict.READY);
    assertThat(runExecutions()).isZero();
  }

  @Test
  void a_fleet_that_nobody_goes_on_with_is_taken_up_by_the_watchdog() throws Exception {
    var fleet =
        new FleetRun(
            new RunId(UUID.randomUUID()),
            new Targets(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), true),
            Optional.empty(),
            1,
            "noc",
            Instant.now(),
            new FleetRun.Tally(3, 0, 0, 0));
    List<ReadinessRun> parts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      parts.add(part(Some.deviceId(), Optional.of(fleet.id())));
    }
    repositories.readinessRuns().start(fleet, parts);
    JdbcClient sql = JdbcClient.create(database);
    sql.sql("UPDATE readiness_run SET state = 'DONE', verdict = 'READY' WHERE planned").update();
    sql.sql("DELETE FROM scheduled_tasks WHERE task_name = 'readiness-run'").update();
    var done = new Semaphore(0);
    try (TurnScheduler _ = looking(new AtomicInteger(), new AtomicInteger(), done)) {
      assertThat(done.tryAcquire(2, 60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(repositories.readinessRuns().findFleet(fleet.id()).orElseThrow().verdict())
        .contains(ReadinessRun.Verdict.READY);
  }

  private TurnScheduler looking(AtomicInteger at, AtomicInteger most, Semaphore done) {
    TurnScheduler scheduler =
        repositories.turns(
            "replica-" + UUID.randomUUID(),
            TurnScheduler.Settings.DEFAULT,
            id -> Optional.empty(),
            run -> {
              most.accumulateAndGet(at.incrementAndGet(), Math::max);
              at.decrementAndGet();
              repositories
                  .readinessRuns()
                  .finish(run, ReadinessRun.Verdict.READY, List.of(), Instant.now());
              done.release();
            });
    scheduler.start();
    return scheduler;
  }

  @Test
  void two_runs_of_one_device_are_done_one_after_the_other() throws Exception {
    DeviceId device = Some.deviceId();
    var at = new AtomicInteger();
    var most = new AtomicInteger();
    var done = new Semaphore(0);
    repositories.readinessRuns().start(part(device, Optional.empty()));
    repositories.readinessRuns().start(part(device, Optional.empty()));
    try (TurnScheduler _ = looking(at, most, done);
        TurnScheduler _ = looking(at, most, done)) {
      assertThat(done.tryAcquire(2, 60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(most).hasValue(1);
  }

  private static ReadinessRun part(DeviceId device, Optional<RunId> fleet) {
    return new ReadinessRun(
        new RunId(UUID.randomUUID()),
        device,
        Optional.empty(),
        ReadinessRun.State.RUNNING,
        Optional.empty(),
        List.of(),
        Instant.now(),
        Optional.empty(),
        fleet);
  }

  private RunId startedRun() {
    var run =
        new ReadinessRun(
            new RunId(UUID.randomUUID()),
            Some.deviceId(),
            Optional.empty(),
            ReadinessRun.State.RUNNING,
            Optional.empty(),
            List.of(),
            Instant.now(),
            Optional.empty(),
            Optional.empty());
    repositories.readinessRuns().start(run);
    return run.id();
  }

  private int runExecutions() {
    return JdbcClient.create(database)
        .sql("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'readiness-run'")
        .query(Integer.class)
        .single();
  }

  @Test
  void a_lost_job_is_found_by_the_watchdog_which_says_so() throws Exception {
    JdbcClient sql = JdbcClient.create(database);
    Job lost = created(Instant.now().minus(Duration.ofMinutes(2)));
    Job planned = created(Instant.now());
    Job waiting = created(TOMORROW);
    Job late = created(TOMORROW);
    sql.sql("UPDATE scheduled_tasks SET execution_time = :far WHERE task_instance = :late")
        .param("far", java.sql.Timestamp.from(TOMORROW.plus(Duration.ofDays(300))))
        .param("late", late.id().toString())
        .update();
    Job parked = created(TOMORROW);
    sql.sql("UPDATE job SET stage = 'NEEDS_OPERATOR', due_at = NULL WHERE id = :parked")
        .param("parked", parked.id().value())
        .update();
    Job orphaned = created(TOMORROW);
    sql.sql("UPDATE job SET due_at = NULL WHERE id = :orphaned")
        .param("orphaned", orphaned.id().value())
        .update();
    sql.sql("UPDATE job SET updated_at = now() - interval '2 minutes' WHERE id <> :planned")
        .param("planned", planned.id().value())
        .update();
    sql.sql(
            "DELETE FROM scheduled_tasks WHERE task_instance IN (:lost, :waiting, :parked,"
                + " :orphaned)")
        .param("lost", lost.id().toString())
        .param("parked", parked.id().toString())
        .param("orphaned", orphaned.id().toString())
        .param("waiting", waiting.id().toString())
        .update();
    RunId run = startedRun();
    sql.sql("UPDATE readiness_run SET created_at = created_at - interval '2 minutes'").update();
    sql.sql("DELETE FROM scheduled_tasks WHERE task_name = 'readiness-run'").update();

    var looked = new LinkedBlockingQueue<RunId>();
    var counted = new LinkedBlockingQueue<Integer>();
    TurnScheduler scheduler =
        repositories.turns(
            "replica-1",
            TurnScheduler.Settings.DEFAULT,
            Retention.STANDARD,
            id -> {
              turned.add(id);
              return Optional.empty();
            },
            looked::add,
            new TurnScheduler.Witness() {
              @Override
              public void restored(int found) {
                counted.add(found);
              }
            });
    try (scheduler) {
      scheduler.start();
      assertThat(List.of(nextTurn(), nextTurn(), nextTurn()))
          .containsExactlyInAnyOrder(lost.id(), planned.id(), orphaned.id());
      assertThat(looked.poll(30, TimeUnit.SECONDS)).isEqualTo(run);
      assertThat(counted.poll(30, TimeUnit.SECONDS)).isEqualTo(5);
    }
    assertThat(List.of(types(lost), types(waiting), types(late), types(orphaned)))
        .allMatch(List.of("job.turn-restored")::equals);
    assertThat(types(planned)).isEmpty();
    assertThat(types(parked)).isEmpty();
    assertThat(executions())
        .containsExactlyInAnyOrder(waiting.id().toString(), late.id().toString());
  }

  @Test
  void what_a_vanished_process_had_picked_and_nobody_revived_is_found_too() throws Exception {
    Job stuck = created(Instant.now());
    JdbcClient sql = JdbcClient.create(database);
    sql.sql(
            """
            UPDATE scheduled_tasks SET picked = true, picked_by = 'gone',
              last_heartbeat = clock_timestamp() - interval '6 minutes'
            """)
        .update();
    sql.sql("UPDATE job SET updated_at = clock_timestamp() - interval '6 minutes'").update();
    var watchdog = repositories.watchdog();
    assertThat(watchdog.look()).isEqualTo(1);
    assertThat(watchdog.look()).isZero();
    assertThat(types(stuck)).containsExactly("job.turn-restored");
    try (TurnScheduler _ =
        started(id -> {
          turned.add(id);
          return Optional.empty();
        })) {
      assertThat(nextTurn()).isEqualTo(stuck.id());
    }
  }

  private List<String> types(Job job) {
    return repositories.events().after(0, Optional.of(job.id().value()), 10).stream()
        .map(RecordedEvent::type)
        .toList();
  }

  @Test
  void a_stop_waits_for_the_turn_that_is_going_on() throws Exception {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    TurnScheduler scheduler =
        started(id -> {
          begun.countDown();
          try {
            goOn.await();
          } catch (InterruptedException cutShort) {
            return Optional.empty();
          }
          turned.add(id);
          return Optional.empty();
        });
    created(Instant.now());
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    Thread stopping = Thread.ofVirtual().start(scheduler::stop);
    goOn.countDown();
    assertThat(stopping.join(Duration.ofSeconds(30))).isTrue();
    assertThat(turned).hasSize(1);
    assertThat(executions()).isEmpty();
  }
}
