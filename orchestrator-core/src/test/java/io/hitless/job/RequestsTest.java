package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hitless.device.Change;
import io.hitless.inventory.Vault;
import io.hitless.testing.FakeSwitch;
import io.hitless.testing.World;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What operators ask for, and what becomes of it.
class RequestsTest {
  private final World world = new World("16.9.2", "16.12.4");
  private final FakeSwitch device = world.device;

  private JobId staged() {
    JobId id = world.placed(wish -> wish.stageOnly = true);
    assertThat(world.run(id).stage()).isEqualTo(Stage.STAGED);
    return id;
  }

  private JobId parkedAfterActivation() {
    device.standbyStuckAfterSwitchover();
    JobId id = world.placed(wish -> wish.onFailure = JobOrder.OnFailure.HOLD);
    assertThat(world.run(id).stage()).isEqualTo(Stage.NEEDS_OPERATOR);
    return id;
  }

  @Test
  void a_job_that_was_not_begun_is_cancelled_untouched() {
    JobId id = world.placed();
    world.ask(id, Action.CANCEL);
    assertThat(world.run(id).stage()).isEqualTo(Stage.CANCELLED);
    assertThat(device.received()).isEmpty();
    assertThat(world.jobs.requests(id)).isEmpty();
  }

  @Test
  void a_staged_job_that_is_cancelled_takes_back_what_it_added() {
    JobId id = staged();
    world.ask(id, Action.CANCEL);
    Job job = world.run(id);
    assertThat(job.stage()).isEqualTo(Stage.CANCELLED);
    assertThat(job.outcome().map(Outcome::code)).contains("cancelled");
    assertThat(device.received(Change.RemoveInactive.class)).isEqualTo(1);
  }

  @Test
  void a_cancel_while_the_device_is_adding_waits_until_that_can_be_taken_back() {
    device.hangingUpAfter(Change.AddImage.class);
    JobId id = world.placed();
    world.runUntil(id, job -> job.stage() == Stage.ADDING && !device.received().isEmpty());
    world.ask(id, Action.CANCEL);
    Job job = world.run(id);
    assertThat(job.stage()).isEqualTo(Stage.CANCELLED);
    assertThat(device.received(Change.AddImage.class)).isEqualTo(1);
    assertThat(device.received(Change.RemoveInactive.class)).isEqualTo(1);
    assertThat(device.received(Change.Activate.class)).isZero();
  }

  @Test
  void a_job_that_was_to_stop_at_staged_goes_on_when_told() {
    JobId id = staged();
    assertThat(world.job(id).waitingFor()).containsExactly(WaitingFor.APPROVAL);
    world.ask(id, Action.RETRY);
    assertThat(world.run(id).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void after_activation_there_is_no_cancel() {
    JobId id = world.placed();
    world.runUntil(id, Stage.WAITING_FOR_SSO);
    assertThatExceptionOfType(IllegalInState.class)
        .isThrownBy(() -> world.ask(id, Action.CANCEL))
        .satisfies(no -> {
          assertThat(no.legal()).contains(Action.ABORT, Action.TAKE_OVER);
          assertThat(no.stage()).isEqualTo(Stage.WAITING_FOR_SSO);
          assertThat(no.why()).isNotBlank();
        });
    assertThat(world.jobs.requests(id)).isEmpty();
  }

  @Test
  void a_manual_commit_is_sent_when_it_is_given() {
    JobId id = world.placed(wish -> wish.commit = JobOrder.CommitBy.MANUAL);
    world.runUntil(id, job -> job.waitingFor().contains(WaitingFor.COMMIT));
    assertThat(device.received(Change.Commit.class)).isZero();
    world.ask(id, Action.COMMIT);
    assertThat(world.run(id).stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(device.received(Change.Commit.class)).isEqualTo(1);
  }

  @Test
  void an_abort_while_soaking_goes_back() {
    JobId id = world.placed();
    world.runUntil(id, Stage.SOAKING);
    world.ask(id, Action.ABORT);
    Job job = world.run(id);
    assertThat(job.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(job.outcome().map(Outcome::code)).contains("aborted-by-operator");
    assertThat(device.received(Change.Abort.class)).isEqualTo(1);
    assertThat(device.received(Change.Commit.class)).isZero();
  }

  @Test
  void a_parked_upgrade_is_aborted_when_an_operator_says_so() {
    JobId id = parkedAfterActivation();
    world.ask(id, Action.ABORT);
    Job job = world.run(id);
    assertThat(job.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(job.outcome().orElseThrow().rolledBackBy()).contains(Outcome.RolledBackBy.JOB);
  }

  @Test
  void a_parked_upgrade_of_somebody_else_is_not_aborted_whoever_asks() {
    JobId id = parkedAfterActivation();
    world.ask(id, Action.ABORT);
    device.upgradedBySomebodyElse("17.3.1", io.hitless.device.facts.IssuState.Phase.ACTIVATED);
    Job job = world.run(id);
    assertThat(job.stage()).isEqualTo(Stage.NEEDS_OPERATOR);
    assertThat(device.received(Change.Abort.class)).isZero();
  }

  @Test
  void a_retry_on_an_unreachable_device_leaves_the_job_parked_and_says_so() {
    JobId id = parkedAfterActivation();
    device.unreachable(Duration.ofHours(1));
    world.ask(id, Action.RETRY);
    Job job = world.run(id);
    assertThat(job.stage()).isEqualTo(Stage.NEEDS_OPERATOR);
    assertThat(world.jobs.requests(id)).isEmpty();
    assertThat(world.events(id, "job.action-requested").getLast().data())
        .containsEntry("declined", true);
  }

  @Test
  void what_is_asked_of_a_job_that_has_no_login_is_declined_once_and_then_waited_for_a_person() {
    world.vault.remove("noc", 0);
    JobId id = world.placed();
    assertThat(world.run(id).outcome().map(Outcome::code)).contains("credential-missing");
    for (Ports without : List.of(world.ports(), withVaultShut())) {
      world.ask(id, Action.RETRY);
      int before = events(id);
      Optional<Instant> next = world.runner(without, device, new OrderGate()).turn(id);
      assertThat(next).isEmpty();
      assertThat(events(id) - before).isEqualTo(1);
      assertThat(world.events(id, "job.action-requested").getLast().data())
          .containsEntry("declined", true);
      assertThat(world.jobs.requests(id)).isEmpty();
      assertThat(world.job(id).stage()).isEqualTo(Stage.NEEDS_OPERATOR);
      assertThat(world.job(id).dueAt()).isEmpty();
    }
  }

  @Test
  void a_cancel_that_an_unreachable_device_keeps_from_being_answered_is_tried_in_due_time() {
    device.hangingUpAfter(Change.AddImage.class);
    JobId id = world.placed();
    world.runUntil(id, job -> job.stage() == Stage.ADDING && !device.received().isEmpty());
    device.unreachable(Duration.ofMinutes(3));
    world.ask(id, Action.CANCEL);
    Instant next = world.runner().turn(id).orElseThrow();
    assertThat(next).isAfterOrEqualTo(world.clock.instant().plusSeconds(50));
    assertThat(world.job(id).dueAt()).contains(next);
    assertThat(world.jobs.requests(id)).hasSize(1);

    // What is asked meanwhile is heard at once, and costs one try more.
    world.ask(id, Action.CANCEL);
    Instant again = world.runner().turn(id).orElseThrow();
    assertThat(again).isAfterOrEqualTo(world.clock.instant().plusSeconds(50));

    assertThat(world.run(id).stage()).isEqualTo(Stage.CANCELLED);
    assertThat(world.jobs.requests(id)).isEmpty();
  }

  @Test
  void a_cancel_that_fails_for_a_reason_of_ours_is_tried_ever_more_seldom_and_not_lost() {
    device.hangingUpAfter(Change.AddImage.class);
    JobId id = world.placed();
    world.runUntil(id, job -> job.stage() == Stage.ADDING && !device.received().isEmpty());
    device.onEachQuestion(() -> {
      throw new IllegalStateException("a mistake of ours");
    });
    world.ask(id, Action.CANCEL);
    Instant next = world.runner().turn(id).orElseThrow();
    assertThat(next).isAfter(world.clock.instant());
    device.onEachQuestion(() -> {});
    assertThat(world.run(id).stage()).isEqualTo(Stage.CANCELLED);
  }

  private int events(JobId id) {
    return world.events.after(0, Optional.of(id.value()), 100_000).size();
  }

  private Ports withVaultShut() {
    Ports all = world.ports();
    Vault shut =
        (Vault)
            Proxy.newProxyInstance(
                Vault.class.getClassLoader(),
                new Class<?>[] {Vault.class},
                (proxy, method, arguments) -> {
                  throw new Vault.Unavailable("noc", "password", "sealed with another master key");
                });
    return new Ports(
        all.jobs(),
        all.transcripts(),
        all.events(),
        all.devices(),
        all.images(),
        shut,
        all.evidence());
  }

  @Test
  void a_resolution_is_believed_only_when_the_device_bears_it_out() {
    JobId id = parkedAfterActivation();
    world.ask(id, Action.RESOLVE, Optional.of(Stage.SUCCEEDED), false);
    assertThat(world.run(id).stage()).isEqualTo(Stage.NEEDS_OPERATOR);
    world.ask(id, Action.RESOLVE, Optional.of(Stage.ROLLED_BACK), false);
    assertThat(world.run(id).stage()).isEqualTo(Stage.NEEDS_OPERATOR);

    world.clock.tick(Duration.ofHours(3));
    device.live();
    device.removeListed();
    world.ask(id, Action.RESOLVE, Optional.of(Stage.ROLLED_BACK), false);
    Job job = world.run(id);
    assertThat(job.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(job.outcome().map(Outcome::code)).contains("resolved-by-operator");
  }

  @Test
  void nothing_is_sent_while_an_operator_has_the_device() {
    JobId id = world.placed();
    world.runUntil(id, Stage.SOAKING);
    world.ask(id, Action.TAKE_OVER);
    Job held = world.runUntil(id, Job::handedOver);
    assertThat(held.handedOver()).isTrue();
    assertThat(LegalActions.of(held)).containsExactly(Action.HAND_BACK);
    assertThat(device.received(Change.Commit.class)).isZero();

    world.clock.tick(Duration.ofMinutes(20));
    int reconciled = world.events(id, "job.reconciled").size();
    world.ask(id, Action.HAND_BACK);
    assertThat(world.run(id).stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(world.events(id, "job.reconciled").size()).isGreaterThan(reconciled);
  }

  @Test
  void install_state_is_cleared_only_when_an_operator_asks_for_it_by_name() {
    device.refusing(Change.RemoveInactive.class, io.hitless.device.Refusal.OTHER);
    JobId id = staged();
    world.ask(id, Action.CANCEL);
    assertThat(world.run(id).outcome().map(Outcome::code)).contains("not-clean");
    assertThat(device.received(Change.ClearInstallState.class)).isZero();
    world.ask(id, Action.CLEAR, Optional.empty(), true);
    assertThat(world.run(id).stage()).isEqualTo(Stage.CANCELLED);
    assertThat(device.received(Change.ClearInstallState.class)).isEqualTo(1);
  }

  @Test
  void a_retry_where_nothing_of_ours_is_left_starts_over_from_the_prechecks() {
    device.refusing(Change.AddImage.class, io.hitless.device.Refusal.PARTIAL);
    JobId id = world.placed(wish -> wish.onFailure = JobOrder.OnFailure.HOLD);
    assertThat(world.run(id).outcome().map(Outcome::code)).contains("added-on-one-unit-only");
    device.removeListed();
    world.ask(id, Action.RETRY);
    Job job = world.run(id);
    assertThat(job.stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(job.timeline().stream().filter(e -> e.stage() == Stage.PRECHECKING)).hasSize(2);
  }

  @Test
  void a_wish_needs_a_reason_and_makes_sense() {
    JobId id = world.placed();
    var asking = new AskAction(world.jobs, world.clock);
    assertThatExceptionOfType(OrderRefused.class)
        .isThrownBy(() -> asking.ask(id, Action.CANCEL, " ", "me", "me", Optional.empty(), false))
        .satisfies(no -> assertThat(no.pointer()).isEqualTo("/reason"));
    assertThatExceptionOfType(OrderRefused.class)
        .isThrownBy(
            () -> asking.ask(id, Action.RESOLVE, "why", "me", "me", Optional.empty(), false))
        .satisfies(no -> assertThat(no.pointer()).isEqualTo("/as"));
    assertThatExceptionOfType(OrderRefused.class)
        .isThrownBy(() ->
            asking.ask(id, Action.RESOLVE, "why", "me", "me", Optional.of(Stage.SOAKING), false))
        .satisfies(no -> assertThat(no.code()).isEqualTo("resolution-invalid"));
    assertThatExceptionOfType(OrderRefused.class)
        .isThrownBy(() -> asking.ask(id, Action.CANCEL, "why", "me", "me", Optional.empty(), true))
        .satisfies(no -> assertThat(no.pointer()).isEqualTo("/scope"));
    assertThatExceptionOfType(NoSuchJob.class)
        .isThrownBy(() ->
            asking.ask(
                new JobId(java.util.UUID.randomUUID()),
                Action.CANCEL,
                "why",
                "me",
                "me",
                Optional.empty(),
                false));
  }
}
