package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.Change;
import io.hitless.testing.Seen;
import io.hitless.testing.TickingClock;
import io.hitless.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
    assertThat(world.events(id, "job.reconciled")).hasSize(before + 1);
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
