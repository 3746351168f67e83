package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.access.StorageAway;
import io.hitless.device.Change;
import io.hitless.device.DeviceException;
import io.hitless.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Something of ours is broken.
class FailingTurnTest {
  private final World world = new World("16.9.2", "16.12.4");

  @Test
  void a_failure_of_ours_is_tried_again_ever_more_seldom_and_then_shown_to_a_person() {
    world.device.onEachQuestion(() -> {
      throw new IllegalStateException("a mistake of ours");
    });
    JobId id = world.placed();
    List<Duration> pauses = new ArrayList<>();
    Optional<Instant> due = world.runner().turn(id);
    while (due.isPresent()) {
      pauses.add(Duration.between(world.clock.instant(), due.get()));
      world.clock.until(due.get());
      due = world.runner().turn(id);
    }
    Job job = world.job(id);
    assertThat(job.stage()).isEqualTo(Stage.NEEDS_OPERATOR);
    assertThat(job.outcome().map(Outcome::code)).contains("internal-error");
    assertThat(job.outcome().orElseThrow().evidence())
        .containsExactly("IllegalStateException: a mistake of ours");
    assertThat(pauses).hasSize(7);
    assertThat(pauses.getLast()).isGreaterThan(pauses.getFirst());
    assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofMinutes(6)) < 0);
    assertThat(world.device.received()).isEmpty();
    assertThat(world.device.sessionsOpen()).isZero();
  }

  @Test
  void a_failure_of_ours_that_passes_leaves_no_trace_in_the_end() {
    world.device.onEachQuestion(() -> {
      if (world.clock.instant().isBefore(io.hitless.testing.Some.NOW.plusSeconds(12))) {
        throw new IllegalStateException("for a while");
      }
    });
    Job job = world.run(world.placed());
    assertThat(job.stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(job.memory().count("internal-error")).isZero();
  }

  @Test
  void a_database_that_is_away_while_the_gate_is_asked_puts_nothing_in_doubt() {
    JobId id = world.placed();
    world.runUntil(id, Stage.STAGED);
    int read = world.events(id, "job.reconciled").size();
    Gate away =
        (job, kind, now) -> {
          throw new StorageAway(new IllegalStateException("canceling statement, lock timeout"));
        };
    AtomicInteger questions = new AtomicInteger();
    world.device.onEachQuestion(questions::incrementAndGet);
    JobRunner runner = world.runner(world.ports(), world.device, away);
    for (int turns = 0; turns < 3; turns++) {
      world.clock.until(runner.turn(id).orElseThrow());
      assertThat(world.job(id).stage()).isEqualTo(Stage.STAGED);
      assertThat(world.job(id).doubt()).isFalse();
    }
    assertThat(questions).hasValue(0);
    assertThat(world.events(id, "job.reconciled")).hasSize(read);
    assertThat(world.run(id).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void what_was_to_be_read_before_the_database_was_away_is_still_read_first() {
    JobId id = world.placed();
    world.runUntil(id, Stage.STAGED);
    var _ = world.jobs.claim(id, "replica-2", Duration.ofSeconds(30)).orElseThrow();
    world.jobs.expireLease(id);
    world.device.onEachQuestion(() -> {
      throw new StorageAway(new IllegalStateException("connection refused"));
    });
    world.clock.until(world.runner().turn(id).orElseThrow());
    assertThat(world.job(id).doubt()).isTrue();
    world.device.onEachQuestion(() -> {});
    assertThat(world.run(id).stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(world.events(id, "job.reconciled"))
        .anySatisfy(event -> assertThat(event.data()).containsEntry("cause", "CRASH"));
  }

  @Test
  void a_missing_credential_stops_the_job_with_its_name() {
    world.vault.remove("noc", 0);
    JobId id = world.placed();
    Job job = world.run(id);
    assertThat(job.outcome().map(Outcome::code)).contains("credential-missing");
    assertThat(job.outcome().orElseThrow().summary()).contains("noc");
  }

  @Test
  void microcode_that_is_being_written_is_waited_for_beyond_the_deadline() {
    world.device.standbyStuckAfterSwitchover();
    JobId id = world.placed(wish -> wish.onFailure = JobOrder.OnFailure.HOLD);
    world.runUntil(id, Stage.WAITING_FOR_SSO);
    Instant deadline = world.job(id).deadline().orElseThrow();
    world.device.loggingAlways("Microcode programming will take 600 seconds");
    Job later = world.runUntil(id, job -> world.clock.instant().isAfter(deadline.plusSeconds(60)));
    assertThat(later.stage()).isEqualTo(Stage.WAITING_FOR_SSO);
    assertThat(world.device.received(Change.Abort.class)).isZero();
  }

  @Test
  void the_devices_own_log_lines_become_events_of_the_job() {
    world.device.loggingAlways("%RF-5-RF_TERMINAL_STATE: Terminal state reached for (SSO)");
    JobId id = world.placed();
    world.run(id);
    assertThat(world.events(id, "job.device-log")).isNotEmpty();
  }

  @Test
  void silence_in_the_middle_of_reading_is_a_reason_to_look_again_not_to_act() {
    JobId id = world.placed();
    world.runUntil(id, Stage.SOAKING);
    world.device.failing("install", new DeviceException.Silent("show install summary hangs"));
    Job job = world.run(id);
    assertThat(job.stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(world.device.received(Change.Commit.class)).isEqualTo(1);
  }
}
