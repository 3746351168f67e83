package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.Change;
import io.hitless.device.DeviceException;
import io.hitless.device.Refusal;
import io.hitless.device.facts.IssuState.Phase;
import io.hitless.image.Image;
import io.hitless.testing.FakeSwitch;
import io.hitless.testing.Some;
import io.hitless.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// One night a test: what the device does, where the job must end, and what may have been sent.
class BadNightTest {
  private final World world = new World("16.9.2", "16.12.4");
  private final FakeSwitch device = world.device;

  private Job hold() {
    return world.run(world.placed(wish -> wish.onFailure = JobOrder.OnFailure.HOLD));
  }

  private Job abort() {
    return world.run(world.placed());
  }

  private static void ended(Job job, Stage stage, String code) {
    assertThat(job.outcome().map(Outcome::code)).as("%s", job.outcome()).contains(code);
    assertThat(job.stage()).isEqualTo(stage);
    assertThat(job.dueAt()).isEmpty();
  }

  private static void explained(Job job) {
    assertThat(job.outcome().orElseThrow().guide()).isNotEmpty();
    assertThat(job.outcome().orElseThrow().guide().getFirst()).startsWith("1. ");
  }

  // --- prechecks -------------------------------------------------------------------------------

  @Test
  void a_device_that_runs_the_target_already_is_left_alone() {
    var there = new World("16.12.4", "16.12.4");
    ended(there.run(there.placed()), Stage.SUCCEEDED, "already-on-target");
    assertThat(there.device.received()).isEmpty();
  }

  @Test
  void an_image_that_is_not_on_the_flash_fails_the_job_before_anything_is_sent() {
    var without = new World("16.9.2", "16.12.4");
    without.device.holding("flash:" + without.image.filename(), 17, "00");
    ended(without.run(without.placed()), Stage.FAILED, "image-present");
    assertThat(without.device.received()).isEmpty();
  }

  @Test
  void an_image_with_another_hash_fails_the_job_before_anything_is_sent() {
    device.holding("flash:" + world.image.filename(), world.image.sizeBytes(), "beef");
    ended(abort(), Stage.FAILED, "image-verified");
    assertThat(device.received()).isEmpty();
  }

  @Test
  void a_downgrade_is_refused() {
    var down = new World("16.12.4", "16.9.2");
    ended(down.run(down.placed()), Stage.FAILED, "upgrade-path");
    assertThat(down.device.received()).isEmpty();
  }

  @Test
  void somebody_elses_upgrade_is_never_touched() {
    for (Phase at : Phase.values()) {
      var busy = new World("16.9.2", "16.12.4");
      busy.device.upgradedBySomebodyElse("16.12.4", at);
      Job job = busy.run(busy.placed());
      ended(job, Stage.NEEDS_OPERATOR, "foreign-operation");
      explained(job);
      assertThat(busy.device.received()).isEmpty();
      assertThat(LegalActions.of(job)).doesNotContain(Action.ABORT, Action.COMMIT);
    }
  }

  @Test
  void a_standby_that_is_still_booting_is_waited_for() {
    device.standbyBooting(Duration.ofMinutes(12));
    ended(abort(), Stage.SUCCEEDED, "upgraded");
  }

  @Test
  void a_standby_that_does_not_come_up_fails_the_job_after_twenty_minutes() {
    device.standbyBooting(Duration.ofHours(5));
    ended(abort(), Stage.FAILED, "standby-hot");
    assertThat(Duration.between(Some.NOW, world.clock.instant()))
        .isLessThan(Duration.ofMinutes(40));
    assertThat(device.received()).isEmpty();
  }

  @Test
  void a_standby_that_has_just_come_up_is_given_a_quarter_of_an_hour_to_prove_itself() {
    device.standbyRestarted();
    JobId id = world.placed();
    world.runUntil(id, Stage.STAGED);
    assertThat(sinceTheBeginning()).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(18));
    ended(world.run(id), Stage.SUCCEEDED, "upgraded");
  }

  @Test
  void a_standby_that_comes_up_again_and_again_fails_the_job() {
    device.standbyRestartingEvery(Duration.ofMinutes(10));
    ended(abort(), Stage.FAILED, "standby-hot");
    assertThat(sinceTheBeginning()).isLessThan(Duration.ofMinutes(65));
    assertThat(device.received()).isEmpty();
  }

  @Test
  void a_standby_of_which_nothing_says_how_long_it_is_hot_is_watched_for_as_long() {
    device.tellingNoUptimeOfTheStandby();
    JobId id = world.placed();
    world.runUntil(id, Stage.STAGED);
    assertThat(sinceTheBeginning()).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(25));
    ended(world.run(id), Stage.SUCCEEDED, "upgraded");
  }

  @Test
  void a_standby_that_restarted_since_the_prechecks_proves_itself_before_the_activation() {
    for (Duration staged : List.of(Duration.ofMinutes(5), Duration.ofHours(3))) {
      var restarts = new World("16.9.2", "16.12.4");
      JobId id = restarts.placed(wish -> wish.stageOnly = true);
      restarts.run(id);
      restarts.clock.tick(staged);
      restarts.device.standbyRestarted();
      Instant restarted = restarts.clock.instant();
      restarts.ask(id, Action.RETRY);
      restarts.runUntil(id, Stage.ACTIVATING);
      assertThat(Duration.between(restarted, restarts.clock.instant()))
          .as("%s", staged)
          .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(18));
      ended(restarts.run(id), Stage.SUCCEEDED, "upgraded");
    }
  }

  @Test
  void a_chassis_that_does_not_list_its_booting_supervisor_is_waited_for_as_long() {
    device.asChassis().standbyBooting(Duration.ofMinutes(12));
    ended(abort(), Stage.SUCCEEDED, "upgraded");

    var alone = new World("16.9.2", "16.12.4");
    alone.device.asChassis().standbyBooting(Duration.ofHours(5));
    ended(alone.run(alone.placed()), Stage.FAILED, "standby-hot");
    assertThat(Duration.between(Some.NOW, alone.clock.instant()))
        .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(40));
    assertThat(alone.device.received()).isEmpty();
  }

  private Duration sinceTheBeginning() {
    return Duration.between(Some.NOW, world.clock.instant());
  }

  @Test
  void a_broken_link_between_the_units_fails_the_job() {
    device.linkBroken();
    ended(abort(), Stage.FAILED, "redundancy-link");
  }

  @Test
  void an_answer_nobody_understands_is_no_pass() {
    device.failing("boot", unread("show boot system"), unread("show boot system"));
    ended(abort(), Stage.FAILED, "precheck-unknown");
    assertThat(device.received()).isEmpty();
  }

  // --- conversations that come to nothing -----------------------------------------------------

  @Test
  void a_device_that_answers_late_is_waited_for() {
    device.unreachable(Duration.ofMinutes(10));
    ended(abort(), Stage.SUCCEEDED, "upgraded");
  }

  @Test
  void a_device_that_never_answers_fails_the_job_untouched() {
    device.unreachable(Duration.ofDays(2));
    ended(abort(), Stage.FAILED, "device-unreachable");
  }

  @Test
  void a_refused_login_is_not_tried_again() {
    device.notOpening(
        new DeviceException.LoginRefused("password"), new DeviceException.LoginRefused("again"));
    JobId id = world.placed();
    ended(world.run(id), Stage.NEEDS_OPERATOR, "login-refused");
    explained(world.job(id));
    world.ask(id, Action.RETRY);
    // The second refusal was still waiting: one login a try.
    Job still = world.run(id);
    assertThat(still.stage()).isEqualTo(Stage.NEEDS_OPERATOR);
    world.ask(id, Action.RETRY);
    ended(world.run(id), Stage.SUCCEEDED, "upgraded");
  }

  @Test
  void another_host_key_stops_the_job_and_is_told_as_a_matter_of_security() {
    device.withHostKey("SHA256:another");
    JobId id = world.placed();
    ended(world.run(id), Stage.NEEDS_OPERATOR, "host-key-changed");
    assertThat(world.events(id, "security.host-key-changed")).hasSize(1);
    assertThat(device.received()).isEmpty();
  }

  @Test
  void another_host_key_after_the_switchover_stops_the_job() {
    JobId id = world.placed();
    world.runUntil(id, Stage.ACTIVATING);
    device.withHostKey("SHA256:another");
    Job stopped = world.runUntil(id, Stage.NEEDS_OPERATOR);
    assertThat(stopped.outcome().map(Outcome::code)).contains("host-key-changed");
    assertThat(device.received(Change.Commit.class)).isZero();
    device.withHostKey(Some.KEY);
    world.ask(id, Action.RETRY);
    ended(world.run(id), Stage.SUCCEEDED, "upgraded");
  }

  @Test
  void another_device_under_the_same_address_is_not_committed() {
    JobId id = world.placed();
    world.runUntil(id, Stage.WAITING_FOR_SSO);
    device.calledNow("C9500", List.of("XXX0000A000"));
    ended(world.run(id), Stage.NEEDS_OPERATOR, "another-device");
    assertThat(device.received(Change.Commit.class)).isZero();
  }

  @Test
  void an_unread_answer_is_read_once_more_and_then_shown_to_a_person() {
    JobId once = world.placed();
    world.runUntil(once, Stage.WAITING_FOR_SSO);
    device.failing("issu", unread("show issu state detail"));
    ended(world.run(once), Stage.SUCCEEDED, "upgraded");

    var twice = new World("16.9.2", "16.12.4");
    JobId id = twice.placed();
    twice.runUntil(id, Stage.WAITING_FOR_SSO);
    twice.device.failing(
        "issu", unread("show issu state detail"), unread("show issu state detail"));
    Job job = twice.run(id);
    ended(job, Stage.NEEDS_OPERATOR, "unrecognised-output");
    assertThat(job.outcome().orElseThrow().evidence()).contains("Slot being modified");
  }

  @Test
  void a_device_that_says_it_is_busy_is_asked_again_until_it_answers() {
    for (Stage at : List.of(Stage.WAITING_FOR_SSO, Stage.SOAKING)) {
      for (String question : List.of("issu", "install")) {
        var busy = new World("16.9.2", "16.12.4");
        busy.device.hangingUpAfter(Change.Commit.class);
        JobId id = busy.placed();
        busy.runUntil(id, at);
        busy.device.failing(question, busy(12));
        ended(busy.run(id), Stage.SUCCEEDED, "upgraded");
        assertThat(busy.device.received(Change.Commit.class)).isEqualTo(1);
      }
    }
  }

  @Test
  void a_device_that_is_busy_at_the_prechecks_is_waited_for() {
    device.failing("install", busy(4));
    ended(abort(), Stage.SUCCEEDED, "upgraded");
  }

  @Test
  void a_device_that_stays_busy_is_shown_to_a_person() {
    JobId id = world.placed();
    world.runUntil(id, Stage.SOAKING);
    device.failing("issu", busy(1000));
    Job job = world.run(id);
    ended(job, Stage.NEEDS_OPERATOR, "engine-busy");
    explained(job);
    assertThat(job.outcome().orElseThrow().evidence()).contains("operation in progress");
    assertThat(device.received(Change.Abort.class)).isZero();
  }

  private static DeviceException[] busy(int times) {
    return Collections.nCopies(
            times,
            DeviceException.UnrecognisedOutput.ofBusy(
                "show issu state detail", "operation in progress\n"))
        .toArray(DeviceException[]::new);
  }

  @Test
  void a_prompt_that_is_not_on_the_list_stops_the_job_and_is_shown() {
    JobId id = world.placed();
    world.runUntil(id, Stage.WAITING_FOR_SSO);
    device.failing(
        "issu", new DeviceException.UnexpectedPrompt("wrong unit", "C9500(recovery-mode)#"));
    Job job = world.run(id);
    ended(job, Stage.NEEDS_OPERATOR, "unexpected-prompt");
    assertThat(job.outcome().orElseThrow().evidence()).containsExactly("C9500(recovery-mode)#");
  }

  @Test
  void the_standby_is_left_alone_while_roles_change_and_the_active_unit_awaited() {
    JobId id = world.placed();
    world.runUntil(id, Stage.WAITING_FOR_SSO);
    device.failing(
        "issu",
        DeviceException.UnexpectedPrompt.ofStandby("the standby unit", "C9500-stby>"),
        DeviceException.UnexpectedPrompt.ofStandby(
            "not active", "This RP Node is not ready or active for login"));
    ended(world.run(id), Stage.SUCCEEDED, "upgraded");
  }

  @Test
  void nothing_sent_is_cancelled_without_asking_the_device() {
    device.notOpening(new DeviceException.LoginRefused("wrong password"));
    JobId id = world.placed();
    ended(world.run(id), Stage.NEEDS_OPERATOR, "login-refused");
    device.notOpening(new DeviceException.LoginRefused("a second try locks the account"));
    world.ask(id, Action.CANCEL);
    Job job = world.run(id);
    ended(job, Stage.CANCELLED, "cancelled");
  }

  @Test
  void an_account_without_the_right_fails_a_job_that_touched_nothing() {
    device.notOpening(new DeviceException.NotAuthorised("% Authorization failed."));
    ended(abort(), Stage.FAILED, "not-authorised");
  }

  // --- adding ----------------------------------------------------------------------------------

  @Test
  void an_add_whose_session_broke_is_awaited_and_not_sent_again() {
    device.hangingUpAfter(Change.AddImage.class);
    ended(abort(), Stage.SUCCEEDED, "upgraded");
    assertThat(device.received(Change.AddImage.class)).isEqualTo(1);
  }

  @Test
  void an_add_that_never_arrived_is_sent_once_more() {
    device.hangingUpBefore(Change.AddImage.class);
    ended(abort(), Stage.SUCCEEDED, "upgraded");
    assertThat(device.received(Change.AddImage.class)).isEqualTo(1);
  }

  @Test
  void an_add_that_does_nothing_twice_fails_the_job() {
    device.dropping(Change.AddImage.class, 2);
    ended(abort(), Stage.FAILED, "add-did-nothing");
    assertThat(device.received(Change.AddImage.class)).isEqualTo(2);
  }

  @Test
  void an_add_on_one_unit_only_is_taken_back_or_held_as_ordered() {
    device.refusing(Change.AddImage.class, Refusal.PARTIAL);
    ended(abort(), Stage.FAILED, "added-on-one-unit-only");
    assertThat(device.received(Change.RemoveInactive.class)).isEqualTo(1);

    var held = new World("16.9.2", "16.12.4");
    held.device.refusing(Change.AddImage.class, Refusal.PARTIAL);
    Job job = held.run(held.placed(wish -> wish.onFailure = JobOrder.OnFailure.HOLD));
    ended(job, Stage.NEEDS_OPERATOR, "added-on-one-unit-only");
    assertThat(held.device.received(Change.RemoveInactive.class)).isZero();
  }

  @Test
  void an_add_that_failed_on_one_unit_is_not_activated_whatever_is_listed() {
    device.refusing(Change.AddImage.class, Refusal.PARTIAL).listingAPartialAddOnBoth();
    Job job = abort();
    ended(job, Stage.FAILED, "added-on-one-unit-only");
    assertThat(job.outcome().orElseThrow().evidence()).contains("FAILED: PARTIAL");
    assertThat(device.received(Change.AddImage.class)).isEqualTo(1);
    assertThat(device.received(Change.RemoveInactive.class)).isEqualTo(1);
    assertThat(device.received(Change.Activate.class)).isZero();

    var held = new World("16.9.2", "16.12.4");
    held.device.refusing(Change.AddImage.class, Refusal.PARTIAL).listingAPartialAddOnBoth();
    JobId id = held.placed(wish -> wish.onFailure = JobOrder.OnFailure.HOLD);
    ended(held.run(id), Stage.NEEDS_OPERATOR, "added-on-one-unit-only");
    assertThat(held.device.received()).hasSize(1);
  }

  @Test
  void an_add_that_failed_on_one_unit_is_remembered_when_the_device_can_not_be_read_then() {
    device.refusing(Change.AddImage.class, Refusal.PARTIAL).listingAPartialAddOnBoth();
    JobId id = world.placed();
    device.onEachQuestion(() -> {
      if (device.received(Change.AddImage.class) == 1) {
        device.onEachQuestion(() -> {});
        throw new DeviceException.Silent("no prompt in 60 s");
      }
    });
    ended(world.run(id), Stage.FAILED, "added-on-one-unit-only");
    assertThat(device.received(Change.Activate.class)).isZero();
  }

  @Test
  void an_unsaved_configuration_is_saved_once_and_the_command_repeated() {
    device.unsavedConfiguration();
    ended(abort(), Stage.SUCCEEDED, "upgraded");
    assertThat(device.received(Change.SaveConfiguration.class)).isEqualTo(1);
    assertThat(device.received(Change.AddImage.class)).isEqualTo(2);
  }

  @Test
  void a_busy_engine_is_waited_for_and_then_shown_to_a_person() {
    device.refusing(Change.AddImage.class, Refusal.ENGINE_BUSY, Refusal.ENGINE_BUSY);
    ended(abort(), Stage.SUCCEEDED, "upgraded");

    var wedged = new World("16.9.2", "16.12.4");
    Refusal busy = Refusal.ENGINE_BUSY;
    wedged.device.refusing(Change.AddImage.class, busy, busy, busy, busy, busy, busy);
    ended(wedged.run(wedged.placed()), Stage.NEEDS_OPERATOR, "engine-busy");
  }

  @Test
  void what_somebody_else_added_while_the_device_refused_ours_stays_when_the_job_is_cancelled() {
    Refusal busy = Refusal.ENGINE_BUSY;
    device.refusing(Change.AddImage.class, busy, busy, busy, busy, busy, busy);
    JobId id = world.placed();
    ended(world.run(id), Stage.NEEDS_OPERATOR, "engine-busy");
    device.listedBySomebodyElse("16.12.4");

    world.ask(id, Action.CANCEL);

    assertThat(world.run(id).stage()).isEqualTo(Stage.NEEDS_OPERATOR);
    assertThat(device.received(Change.RemoveInactive.class)).isZero();
  }

  @Test
  void an_add_of_somebody_else_that_ours_came_too_late_for_is_gone_on_from_and_never_removed() {
    device.refusing(Change.AddImage.class, Refusal.ALREADY_ADDED);
    JobId id = world.placed(wish -> wish.stageOnly = true);
    assertThat(world.run(id).stage()).isEqualTo(Stage.STAGED);

    world.ask(id, Action.CANCEL);

    assertThat(world.run(id).stage()).isEqualTo(Stage.NEEDS_OPERATOR);
    assertThat(device.received(Change.RemoveInactive.class)).isZero();
  }

  @Test
  void a_device_without_room_fails_the_job_in_its_own_words() {
    device.refusing(Change.AddImage.class, Refusal.NOT_ENOUGH_SPACE);
    Job job = abort();
    ended(job, Stage.FAILED, "not-enough-space");
    assertThat(job.outcome().orElseThrow().evidence()).containsExactly("FAILED: NOT_ENOUGH_SPACE");
  }

  @Test
  void a_recalled_image_is_not_activated() {
    JobId id = world.placed(wish -> wish.stageOnly = true);
    assertThat(world.run(id).stage()).isEqualTo(Stage.STAGED);
    world.images.replace(recalled(world.images.find(world.image.id()).orElseThrow()));
    world.ask(id, Action.RETRY);
    ended(world.run(id), Stage.FAILED, "image-recalled");
    assertThat(device.received(Change.RemoveInactive.class)).isEqualTo(1);
  }

  @Test
  void what_somebody_removed_is_not_activated() {
    JobId id = world.placed(wish -> wish.stageOnly = true);
    world.run(id);
    device.removeListed();
    world.ask(id, Action.RETRY);
    ended(world.run(id), Stage.NEEDS_OPERATOR, "staged-image-gone");
    assertThat(device.received(Change.Activate.class)).isZero();
  }

  @Test
  void prechecks_that_are_old_are_repeated_before_activation() {
    JobId id = world.placed(wish -> wish.stageOnly = true);
    world.run(id);
    world.clock.tick(Duration.ofHours(3));
    device.syncFailing("interface Te1/0/1");
    world.ask(id, Action.RETRY);
    ended(world.run(id), Stage.FAILED, "config-sync");
    assertThat(device.received(Change.Activate.class)).isZero();
    assertThat(device.versions()).containsExactly("16.9.2", "16.9.2");
  }

  // --- activating ------------------------------------------------------------------------------

  @Test
  void an_activation_that_never_arrived_is_sent_once_more() {
    device.hangingUpBefore(Change.Activate.class);
    ended(abort(), Stage.SUCCEEDED, "upgraded");
    assertThat(device.received(Change.Activate.class)).isEqualTo(1);
  }

  @Test
  void an_activation_that_does_nothing_twice_is_taken_back() {
    device.dropping(Change.Activate.class, 2);
    ended(abort(), Stage.FAILED, "activate-did-nothing");
    assertThat(device.received(Change.Activate.class)).isEqualTo(2);
    assertThat(device.received(Change.Abort.class)).isZero();
  }

  @Test
  void a_refused_activation_is_taken_back_without_an_abort() {
    device.refusing(Change.Activate.class, Refusal.OTHER);
    ended(abort(), Stage.FAILED, "refused-by-device");
    assertThat(device.received(Change.Abort.class)).isZero();
    assertThat(device.received(Change.RemoveInactive.class)).isEqualTo(1);
  }

  @Test
  void a_standby_that_never_comes_back_is_aborted_where_the_order_says_so() {
    device.standbyStuckAfterSwitchover();
    Job job = abort();
    ended(job, Stage.ROLLED_BACK, "standby-never-reached-sso");
    assertThat(job.outcome().orElseThrow().rolledBackBy()).contains(Outcome.RolledBackBy.JOB);
    assertThat(device.received(Change.Abort.class)).isEqualTo(1);
    assertThat(device.received(Change.Commit.class)).isZero();
    assertThat(device.versions()).containsExactly("16.9.2", "16.9.2");
  }

  @Test
  void a_standby_that_never_comes_back_is_held_where_the_order_says_so() {
    device.standbyStuckAfterSwitchover();
    Job job = hold();
    ended(job, Stage.NEEDS_OPERATOR, "standby-never-reached-sso");
    explained(job);
    assertThat(job.outcome().orElseThrow().evidence()).isNotEmpty();
    assertThat(LegalActions.of(job)).contains(Action.ABORT, Action.RETRY);
    assertThat(device.received(Change.Abort.class)).isZero();
  }

  @Test
  void a_held_job_finds_that_the_device_went_back_by_itself() {
    device.standbyStuckAfterSwitchover();
    JobId id = world.placed(wish -> wish.onFailure = JobOrder.OnFailure.HOLD);
    world.run(id);
    world.clock.tick(Duration.ofHours(3));
    device.live();
    world.ask(id, Action.RETRY);
    Job job = world.run(id);
    ended(job, Stage.ROLLED_BACK, "device-rolled-back");
    assertThat(job.outcome().orElseThrow().rolledBackBy()).contains(Outcome.RolledBackBy.DEVICE);
    assertThat(device.received(Change.Abort.class)).isZero();
  }

  @Test
  void a_timer_that_ran_out_while_nobody_looked_is_a_roll_back_by_the_device() {
    JobId id = world.placed();
    world.runUntil(id, Stage.WAITING_FOR_SSO);
    world.clock.tick(Duration.ofHours(4));
    device.live();
    Job job = world.run(id);
    ended(job, Stage.ROLLED_BACK, "device-rolled-back");
    assertThat(job.outcome().orElseThrow().rolledBackBy()).contains(Outcome.RolledBackBy.DEVICE);
    assertThat(device.received(Change.Commit.class)).isZero();
    assertThat(device.received(Change.Abort.class)).isZero();
  }

  @Test
  void a_timer_that_runs_out_while_soaking_is_a_roll_back_by_the_device() {
    JobId id =
        world.placed(wish -> {
          wish.commit = JobOrder.CommitBy.MANUAL;
          wish.onFailure = JobOrder.OnFailure.HOLD;
        });
    world.runUntil(id, Stage.SOAKING);
    world.clock.tick(Duration.ofHours(2));
    device.live();
    Job job = world.run(id);
    ended(job, Stage.ROLLED_BACK, "device-rolled-back");
    assertThat(device.received(Change.Commit.class)).isZero();
  }

  // --- soaking and committing ------------------------------------------------------------------

  @Test
  void a_manual_commit_that_nobody_gives_is_alerted_and_never_sent_late() {
    JobId id = world.placed(wish -> wish.commit = JobOrder.CommitBy.MANUAL);
    Job job = world.run(id);
    ended(job, Stage.ROLLED_BACK, "commit-too-late");
    assertThat(world.events(id, "job.auto-abort-alert"))
        .extracting(event -> event.data().get("percent"))
        .contains(50, 75);
    assertThat(device.received(Change.Commit.class)).isZero();
    assertThat(job.outcome().orElseThrow().rolledBackBy()).contains(Outcome.RolledBackBy.JOB);
  }

  @Test
  void a_failed_post_check_goes_back_where_the_order_says_so() {
    JobId id = world.placed();
    world.runUntil(id, Stage.SOAKING);
    device.syncFailing("interface Te1/0/1");
    Job job = world.run(id);
    ended(job, Stage.ROLLED_BACK, "post-check-failed");
    assertThat(device.received(Change.Commit.class)).isZero();
    assertThat(device.received(Change.Abort.class)).isEqualTo(1);
  }

  @Test
  void a_failed_post_check_is_held_where_the_order_says_so_and_may_be_committed_by_hand() {
    JobId id = world.placed(wish -> wish.onFailure = JobOrder.OnFailure.HOLD);
    world.runUntil(id, Stage.SOAKING);
    device.syncFailing("interface Te1/0/1");
    Job job = world.runUntil(id, Stage.NEEDS_OPERATOR);
    assertThat(job.outcome().map(Outcome::code)).contains("post-check-failed");
    assertThat(LegalActions.of(job)).contains(Action.COMMIT, Action.ABORT);
    world.ask(id, Action.COMMIT);
    ended(world.run(id), Stage.SUCCEEDED, "upgraded");
  }

  @Test
  void a_commit_whose_session_broke_is_awaited_and_not_sent_again() {
    device.hangingUpAfter(Change.Commit.class);
    ended(abort(), Stage.SUCCEEDED, "upgraded");
    assertThat(device.received(Change.Commit.class)).isEqualTo(1);
  }

  @Test
  void a_commit_that_never_arrived_is_sent_once_more() {
    device.hangingUpBefore(Change.Commit.class);
    ended(abort(), Stage.SUCCEEDED, "upgraded");
    assertThat(device.received(Change.Commit.class)).isEqualTo(1);
  }

  @Test
  void a_refused_abort_stops_the_job_for_a_person() {
    device.standbyStuckAfterSwitchover();
    device.refusing(Change.Abort.class, Refusal.NOT_IN_THIS_STATE);
    Job job = abort();
    ended(job, Stage.NEEDS_OPERATOR, "abort-refused");
    explained(job);
    assertThat(device.received(Change.Abort.class)).isEqualTo(1);
  }

  @Test
  void an_upgrade_in_one_step_ends_committed() {
    Job job =
        world.run(
            world.placed(wish -> {
              wish.workflow = JobOrder.Workflow.ONE_STEP;
              wish.acknowledgeNoRollback = true;
            }));
    ended(job, Stage.SUCCEEDED, "upgraded");
    assertThat(device.received()).hasSize(1);
    assertThat(device.versions()).containsExactly("16.12.4", "16.12.4");
  }

  @Test
  void an_image_to_be_pulled_is_copied_and_its_copy_verified() {
    Image pulled =
        Some.image(
            "cat9k_iosxe.16.12.4.SPA.bin",
            "16.12.4",
            new Image.Source.Pull("http://192.0.2.1/cat9k_iosxe.16.12.4.SPA.bin"));
    var copying = new World("16.9.2", pulled);
    copying.device.hashing("flash:" + pulled.filename(), pulled.md5().orElseThrow());
    ended(copying.run(copying.placed()), Stage.SUCCEEDED, "upgraded");
    assertThat(copying.device.received(Change.Copy.class)).isEqualTo(1);
  }

  @Test
  void a_damaged_copy_is_made_once_more_and_then_given_up() {
    Image pulled =
        Some.image(
            "cat9k_iosxe.16.12.4.SPA.bin",
            "16.12.4",
            new Image.Source.Pull("http://192.0.2.1/cat9k_iosxe.16.12.4.SPA.bin"));
    var copying = new World("16.9.2", pulled);
    ended(copying.run(copying.placed()), Stage.FAILED, "image-verified");
    assertThat(copying.device.received(Change.Copy.class)).isEqualTo(2);
    assertThat(copying.device.received(Change.DeleteFile.class)).isEqualTo(2);
    assertThat(copying.device.fileSize("flash:" + pulled.filename())).isEmpty();
    assertThat(copying.device.received(Change.AddImage.class)).isZero();
  }

  @Test
  void nothing_is_ever_sent_that_is_not_in_the_plan() {
    device.standbyStuckAfterSwitchover();
    JobId id = world.placed();
    Job job = world.run(id);
    Set<String> planned =
        Set.copyOf(
            CommandPlan.of(job.order(), world.image, job.memory().fileSystem(), device)
                .commands()
                .stream()
                .map(CommandPlan.Planned::command)
                .toList());
    assertThat(device.received()).isNotEmpty();
    assertThat(device.received()).allMatch(change -> planned.contains(device.words(change)));
  }

  private static DeviceException unread(String command) {
    return new DeviceException.UnrecognisedOutput(
        command, "no known form", "Slot being modified\n");
  }

  private static Image recalled(Image image) {
    return new Image(
        image.id(),
        image.filename(),
        image.platform(),
        image.version(),
        image.sizeBytes(),
        image.md5(),
        image.sha512(),
        Image.Status.RECALLED,
        image.source(),
        image.rowVersion(),
        image.createdAt(),
        image.updatedAt());
  }
}
