package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.Change;
import io.hitless.testing.FakeSwitch;
import io.hitless.testing.FakeSwitch.TimerTold;
import io.hitless.testing.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The device's own timer: read in whatever form it is printed, told of in time, and never
/// outlasted by a commit.
class AutoAbortTest {
  private final World world = new World("16.9.2", "16.12.4");
  private final FakeSwitch device = world.device;

  private List<Object> alerts(JobId id) {
    return world.events(id, "job.auto-abort-alert").stream()
        .map(event -> event.data().get("percent"))
        .toList();
  }

  private JobId manual(JobOrder.OnFailure onFailure) {
    return world.placed(wish -> {
      wish.commit = JobOrder.CommitBy.MANUAL;
      wish.onFailure = onFailure;
    });
  }

  @ParameterizedTest
  @EnumSource(TimerTold.class)
  void what_is_left_is_known_in_every_form_that_is_printed(TimerTold how) {
    device.tellingItsTimer(how);
    JobId id = manual(JobOrder.OnFailure.ABORT);
    Job soaking = world.runUntil(id, job -> job.waitingFor().contains(WaitingFor.COMMIT));
    assertThat(soaking.stage()).isEqualTo(Stage.SOAKING);
    Duration left =
        Duration.between(world.clock.instant(), soaking.memory().timerEndsAt().orElseThrow());
    assertThat(left).isBetween(Duration.ofMinutes(60), Duration.ofHours(2));
  }

  @ParameterizedTest
  @EnumSource(TimerTold.class)
  void a_commit_below_the_budget_is_never_sent_in_whatever_form_the_timer_is_printed(
      TimerTold how) {
    device.tellingItsTimer(how);
    JobId id = manual(JobOrder.OnFailure.ABORT);
    Job job = world.run(id);
    assertThat(job.outcome().orElseThrow().code()).isEqualTo("commit-too-late");
    assertThat(job.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(device.received(Change.Commit.class)).isZero();
  }

  @Test
  void it_is_told_of_at_50_75_and_90_percent_once_each_even_while_the_job_waits_for_a_person() {
    JobId id = manual(JobOrder.OnFailure.HOLD);
    Job job = world.run(id);
    assertThat(job.stage()).isEqualTo(Stage.NEEDS_OPERATOR);
    assertThat(job.outcome().orElseThrow().code()).isEqualTo("commit-too-late");
    assertThat(job.dueAt()).isEmpty();
    assertThat(alerts(id)).containsExactly(50, 75, 90);
    assertThat(device.received(Change.Abort.class)).isZero();
  }

  @Test
  void it_is_told_of_while_an_operator_has_taken_the_device_over() {
    JobId id = manual(JobOrder.OnFailure.ABORT);
    world.runUntil(id, Stage.SOAKING);
    world.ask(id, Action.TAKE_OVER);
    world.run(id);
    assertThat(alerts(id)).containsExactly(50, 75, 90);
    assertThat(device.received(Change.Commit.class)).isZero();
  }

  @Test
  void an_operators_commit_below_the_budget_is_refused_and_says_so() {
    JobId id = manual(JobOrder.OnFailure.HOLD);
    world.run(id);
    world.ask(id, Action.COMMIT);
    Job job = world.run(id);
    assertThat(job.outcome().orElseThrow().code()).isIn("commit-too-late", "device-rolled-back");
    assertThat(device.received(Change.Commit.class)).isZero();
  }

  @Test
  void an_operators_commit_within_the_budget_is_sent() {
    JobId id = manual(JobOrder.OnFailure.HOLD);
    world.runUntil(id, job -> job.waitingFor().contains(WaitingFor.COMMIT));
    world.ask(id, Action.COMMIT);
    assertThat(world.run(id).stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(device.received(Change.Commit.class)).isEqualTo(1);
  }
}
