package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hitless.access.StorageAway;
import io.hitless.device.Change;
import io.hitless.testing.Answering;
import io.hitless.testing.Seen;
import io.hitless.testing.TickingClock;
import io.hitless.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Two replicas and one job.
class LeaseTest {
  private final World world = new World("16.9.2", "16.12.4");

  /// Somebody else takes the job over at the `at`th question of a turn.
  private void losingTheLeaseAt(JobId id, int at) {
    var questions = new AtomicInteger();
    world.device.onEachQuestion(() -> {
      if (questions.incrementAndGet() == at) {
        world.jobs.expireLease(id);
        world.jobs.claim(id, "replica-2", Duration.ofSeconds(30)).orElseThrow();
      }
    });
  }

  @Test
  void a_replica_that_loses_its_lease_at_any_question_sends_nothing_more() {
    for (int at = 1; at <= 40; at++) {
      var one = new World("16.9.2", "16.12.4");
      JobId id = one.placed();
      int question = at;
      var questions = new AtomicInteger();
      var sentBefore = new AtomicInteger();
      one.device.onEachQuestion(() -> {
        if (questions.incrementAndGet() == question) {
          one.jobs.expireLease(id);
          one.jobs.claim(id, "replica-2", Duration.ofSeconds(30)).orElseThrow();
          sentBefore.set(one.device.received().size());
        }
      });
      one.runner().turn(id);
      boolean lost = questions.get() >= question;
      assertThat(lost ? one.device.received().size() : sentBefore.get())
          .as("lost at question %d", at)
          .isEqualTo(sentBefore.get());
    }
  }

  @Test
  void whose_clock_is_ahead_does_not_take_a_command_just_sent_for_an_old_one() {
    for (Duration off : List.of(Duration.ofMinutes(6), Duration.ofMinutes(-6))) {
      var one = new World("16.9.2", "16.12.4");
      JobId id = one.placed();
      one.runUntil(
          one.runner(
              one.ports(jobs ->
                  Answering.before(
                      jobs,
                      "save",
                      () -> {
                        // It dies before it can say how the activation was answered.
                        if (one.device.received(Change.Activate.class) > 0) {
                          throw new StorageAway(new IllegalStateException("gone"));
                        }
                      })),
              one.device,
              new OrderGate()),
          id,
          job -> one.device.received(Change.Activate.class) > 0);
      one.jobs.expireLease(id);
      one.clock.tick(Duration.ofSeconds(5));

      JobRunner other =
          one.runner(one.ports(), one.device, new OrderGate(), () -> one.clock.instant().plus(off));
      var _ = other.turn(id);

      assertThat(one.device.received(Change.Activate.class)).isEqualTo(1);
      assertThat(one.events(id, "job.reconciled").getLast().data())
          .containsEntry("device", "LISTED")
          .containsEntry("verdict", "STARTING");
      one.clock.tick(Duration.ofMinutes(1));
      one.device.live();
      assertThat(one.run(id).stage()).isEqualTo(Stage.SUCCEEDED);
      assertThat(one.device.received(Change.Activate.class)).isEqualTo(1);
    }
  }

  @Test
  void a_lease_that_is_too_short_to_send_under_is_not_even_intended_under() {
    JobId id = world.placed();
    // 25 of 30 s are over when the first command is about to be sent.
    world.device.onEachQuestion(
        () -> world.clock.until(TickingClock.START.plus(Duration.ofSeconds(25))));
    world.runner().turn(id);
    assertThat(world.jobs.intents(id)).isEmpty();
    assertThat(world.device.received()).isEmpty();
  }

  @Test
  void a_lease_that_is_lost_between_intent_and_command_leaves_the_command_unsent() {
    JobId id = world.placed();
    Ports losing =
        world.ports(jobs ->
            Seen.after(
                Jobs.class,
                jobs,
                "intend",
                () -> {
                  world.jobs.expireLease(id);
                  world.jobs.claim(id, "replica-2", Duration.ofSeconds(30)).orElseThrow();
                }));
    world.runner(losing, world.device, new OrderGate()).turn(id);
    assertThat(world.jobs.intents(id)).hasSize(1);
    assertThat(world.device.received()).isEmpty();
  }

  @Test
  void what_a_replica_found_after_it_lost_its_lease_is_not_written() {
    JobId id = world.placed();
    losingTheLeaseAt(id, 3);
    world.runner().turn(id);
    assertThat(world.job(id).stage()).isIn(Stage.QUEUED, Stage.PRECHECKING);
    assertThat(world.device.received()).isEmpty();
    assertThat(world.device.sessionsOpen()).isZero();
  }

  @Test
  void what_a_takeover_read_is_written_down_before_it_means_to_send_anything() {
    JobId id = world.placed();
    world.runUntil(id, Stage.STAGED);
    Job staged = world.jobs.claim(id, "replica-2", Duration.ofSeconds(30)).orElseThrow().job();
    // Where it crashed: the state is written, the intent isn't.
    world.jobs.save(staged.with(draft -> draft.stage = Stage.ACTIVATING), List.of());
    world.jobs.expireLease(id);
    long before = world.events.newest();
    world.clock.tick(Duration.ofMinutes(1));
    world.runner().turn(id);

    List<String> since =
        world.events.after(before, Optional.of(id.value()), 1000).stream()
            .map(event -> event.type())
            .toList();
    assertThat(since).containsSubsequence("job.reconciled", "job.command-intended");
  }

  @Test
  void a_takeover_that_finds_the_device_unreachable_says_what_it_was_once_it_can_be_read() {
    JobId id = world.placed();
    world.runUntil(id, Stage.WAITING_FOR_SSO);
    world.jobs.claim(id, "replica-2", Duration.ofSeconds(30)).orElseThrow();
    world.jobs.expireLease(id);
    int before = world.events(id, "job.reconciled").size();
    world.device.unreachable(Duration.ofMinutes(2));
    world.clock.tick(Duration.ofMinutes(1));
    world.runner().turn(id);
    assertThat(world.events(id, "job.reconciled")).hasSize(before);

    world.clock.tick(Duration.ofMinutes(2));
    world.runner().turn(id);
    world.clock.tick(Duration.ofMinutes(2));
    world.runner().turn(id);

    assertThat(world.events(id, "job.reconciled").stream().skip(before))
        .extracting(event -> String.valueOf(event.data().get("summary")))
        .filteredOn(summary -> summary.startsWith("recovered after a crash: "))
        .hasSize(1);
  }

  @Test
  void a_takeover_before_anything_was_done_is_not_told_of_a_later_doubt() {
    JobId id = world.placed();
    world.jobs.claim(id, "replica-2", Duration.ofSeconds(30)).orElseThrow();
    world.jobs.expireLease(id);
    world.clock.tick(Duration.ofMinutes(1));
    world.runUntil(id, Stage.SUCCEEDED);

    assertThat(world.events(id, "job.reconciled"))
        .isNotEmpty()
        .noneMatch(event ->
            String.valueOf(event.data().get("summary")).startsWith("recovered after a crash"));
  }

  @Test
  void a_job_that_another_holds_is_left_alone_and_tried_again_soon() {
    JobId id = world.placed();
    world.jobs.claim(id, "replica-2", Duration.ofSeconds(30)).orElseThrow();
    Optional<Instant> due = world.runner().turn(id);
    assertThat(due).isPresent();
    assertThat(due.get()).isAfter(world.clock.instant());
    assertThat(world.job(id).stage()).isEqualTo(Stage.QUEUED);
  }

  @Test
  void a_takeover_reads_the_device_before_anything_else() {
    JobId id = world.placed();
    world.runUntil(id, Stage.WAITING_FOR_SSO);
    world.jobs.claim(id, "replica-2", Duration.ofSeconds(30)).orElseThrow();
    world.jobs.expireLease(id);
    int before = world.events(id, "job.reconciled").size();
    world.clock.tick(Duration.ofMinutes(1));
    world.runner().turn(id);
    var told = world.events(id, "job.reconciled");
    assertThat(told).hasSize(before + 1);
    assertThat(told.getLast().data().get("summary"))
        .isEqualTo(
            "recovered after a crash: the switch was found activating after 'install activate"
                + " issu'; nothing was sent again");
    assertThat(told.getLast().data()).containsEntry("verdict", "RUNNING");
  }

  @Test
  void a_takeover_in_the_middle_of_an_upgrade_ends_it_well() {
    JobId id = world.placed();
    world.runUntil(id, Stage.SOAKING);
    world.jobs.claim(id, "replica-2", Duration.ofSeconds(30)).orElseThrow();
    Job job = world.run(id);
    assertThat(job.stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(world.device.received(Change.Commit.class)).isEqualTo(1);
  }

  @Test
  void a_database_that_hangs_keeps_no_session_open_beyond_the_lease() throws Exception {
    JobId id = world.placed();
    var asked = new CountDownLatch(1);
    var answer = new CountDownLatch(1);
    Jobs hanging =
        Answering.to(
            world.jobs,
            "renew",
            renewal -> {
              asked.countDown();
              answer.await();
              return true;
            });
    var cutOff = new CountDownLatch(1);
    long before = System.nanoTime();
    try (var lease =
        new Lease(hanging, id, 1, Duration.ofMillis(300), before, () -> {}, cutOff::countDown)) {
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(cutOff.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(lease.lost()).isTrue();
      assertThatExceptionOfType(Jobs.Fenced.class).isThrownBy(lease::mustStand);
      // What comes too late doesn't bring it back.
      answer.countDown();
      assertThatExceptionOfType(Jobs.Fenced.class).isThrownBy(lease::mustHold);
    }
  }

  @Test
  void a_session_is_cut_off_the_moment_the_lease_is_another_ones() throws Exception {
    JobId id = world.placed();
    Jobs taken = Answering.to(world.jobs, "renew", renewal -> false);
    var cutOff = new CountDownLatch(1);
    try (var lease =
        new Lease(
            taken,
            id,
            1,
            Duration.ofHours(1),
            // Two thirds of it are over: time to renew.
            System.nanoTime() - Duration.ofMinutes(40).toNanos(),
            () -> {},
            cutOff::countDown)) {
      assertThat(cutOff.await(30, TimeUnit.SECONDS)).isTrue();
      assertThatExceptionOfType(Jobs.Fenced.class).isThrownBy(lease::mustStand);
    }
  }

  @Test
  void a_process_that_slept_after_it_asked_for_the_lease_types_nothing_when_it_wakes_up() {
    JobId id = world.placed();
    Job held = world.jobs.claim(id, "replica-1", Duration.ofHours(1)).orElseThrow().job();
    var cutOff = new CountDownLatch(1);
    try (var lease =
        new Lease(
            world.jobs,
            id,
            held.epoch(),
            Lease.LENGTH,
            System.nanoTime() - Lease.LENGTH.toNanos(),
            () -> {},
            cutOff::countDown)) {
      // The database still says yes; the clock of whoever slept doesn't.
      assertThat(world.jobs.holds(id, held.epoch(), Lease.TO_SPARE)).isTrue();
      assertThatExceptionOfType(Jobs.Fenced.class).isThrownBy(lease::mustStand);
    }
  }

  @Test
  void after_the_database_was_started_anew_the_device_is_read_first_and_the_operator_told() {
    for (Stage stage : List.of(Stage.STAGED, Stage.WAITING_FOR_SSO, Stage.SOAKING)) {
      var one = new World("16.9.2", "16.12.4");
      JobId id = one.placed();
      one.runUntil(id, stage);
      assertThat(one.job(id).stage()).isEqualTo(stage);
      long before = one.events.after(0, Optional.of(id.value()), 100_000).getLast().id();
      one.jobs.restart();
      assertThat(one.run(id).stage()).isEqualTo(Stage.SUCCEEDED);
      var first =
          one.events.after(before, Optional.of(id.value()), 100_000).stream()
              .filter(event ->
                  List.of("job.reconciled", "job.command-intended", "job.state-changed")
                      .contains(event.type()))
              .findFirst()
              .orElseThrow();
      assertThat(first.type()).as("%s", stage).isEqualTo("job.reconciled");
      assertThat(first.data().get("summary").toString())
          .startsWith("the database was restarted, failed over or restored from a backup");
      assertThat(one.device.received()).hasSize(3);
    }
  }

  @Test
  void a_database_that_is_away_however_often_stops_no_job_and_lets_nothing_be_sent() {
    JobId id = world.placed();
    var away = new AtomicInteger(40);
    Ports failing =
        world.ports(jobs ->
            Answering.before(
                jobs,
                "intend",
                () -> {
                  if (away.getAndDecrement() > 0) {
                    assertThat(world.device.received()).isEmpty();
                    throw new StorageAway(new IllegalStateException("no connection left"));
                  }
                }));
    Job job =
        world.runUntil(
            world.runner(failing, world.device, new OrderGate()),
            id,
            one -> one.stage().terminal());
    assertThat(job.stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(away.get()).isNegative();
    assertThat(world.device.received()).hasSize(3);
    assertThat(world.events(id, "job.needs-operator")).isEmpty();
  }

  @Test
  void an_answer_that_could_not_be_written_down_is_read_from_the_device() {
    JobId id = world.placed();
    var sent = new AtomicInteger();
    Ports failing =
        world.ports(jobs ->
            Answering.before(
                jobs,
                "save",
                () -> {
                  // Right after each command the database is away once.
                  if (world.device.received().size() > sent.get()) {
                    sent.set(world.device.received().size());
                    throw new StorageAway(new IllegalStateException("connection reset"));
                  }
                }));
    Job job =
        world.runUntil(
            world.runner(failing, world.device, new OrderGate()),
            id,
            one -> one.stage().terminal());
    assertThat(job.stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(sent).hasValue(3);
    assertThat(world.device.received()).hasSize(3);
  }

  @Test
  void a_replica_that_is_about_to_end_begins_nothing_and_a_sibling_goes_on() {
    World world = new World("16.9.2", "16.12.4");
    JobId id = world.placed();
    JobRunner leaving = world.runner();
    leaving.leave();

    assertThat(leaving.turn(id)).isPresent();

    assertThat(world.job(id).stage()).isEqualTo(Stage.QUEUED);
    assertThat(world.device.received()).isEmpty();
    assertThat(world.run(id).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void a_turn_of_a_job_that_has_ended_does_nothing() {
    JobId id = world.placed();
    Job ended = world.run(id);
    assertThat(world.runner().turn(id)).isEmpty();
    assertThat(world.job(id).version()).isEqualTo(ended.version());
  }

  @Test
  void a_turn_of_no_job_does_nothing() {
    assertThat(world.runner().turn(new JobId(java.util.UUID.randomUUID()))).isEmpty();
  }
}
