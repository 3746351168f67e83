package io.hitless.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hitless.access.Caller;
import io.hitless.access.Mandates;
import io.hitless.access.Right;
import io.hitless.access.Role;
import io.hitless.access.Scope;
import io.hitless.device.Change;
import io.hitless.device.Refusal;
import io.hitless.event.Event;
import io.hitless.image.Image;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceId;
import io.hitless.job.Action;
import io.hitless.job.Gate;
import io.hitless.job.IllegalInState;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.JobOrder;
import io.hitless.job.JobRunner;
import io.hitless.job.OrderGate;
import io.hitless.job.Outcome;
import io.hitless.job.Stage;
import io.hitless.job.WaitingFor;
import io.hitless.readiness.Waiver;
import io.hitless.testing.InMemoryApprovals;
import io.hitless.testing.InMemoryLifted;
import io.hitless.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Ways round the second person. Each ends with a device that received nothing.
class FourEyesTest {
  private static final Caller NORA = caller("key:1", "night shift", Role.ADMIN);
  private static final Caller NORAS_OTHER_KEY = caller("key:2", "night shift", Role.APPROVER);
  private static final Caller NORAS_TOKEN =
      new Caller(
          "https://id.example nora",
          "nora@example.net",
          "night shift",
          Caller.Kind.TOKEN,
          Role.APPROVER.rights(),
          Scope.EVERYTHING,
          Optional.empty());
  private static final Caller ADA = caller("key:3", "Ada", Role.APPROVER);
  private static final Caller EVE = caller("key:4", "Eve", Role.APPROVER);
  private static final Caller OTTO = caller("key:5", "Otto", Role.OPERATOR);

  private final World world = new World("16.9.2", "16.12.4");
  private final InMemoryApprovals approvals = new InMemoryApprovals(world.jobs);
  private final InMemoryLifted lifted = new InMemoryLifted(world.events);
  private final Set<String> fired = new HashSet<>();
  private final Map<String, Set<String>> shownTo = new HashMap<>();
  private final Map<String, Set<String>> holders = new HashMap<>();
  private final Map<String, Set<String>> everShown = new HashMap<>();
  private boolean separateMakers;
  private final Mandates register =
      new Mandates() {
        @Override
        public boolean may(String caller, Right right, Instant now) {
          return !fired.contains(caller);
        }

        @Override
        public Set<String> shownTo(String caller) {
          return shownTo.getOrDefault(caller, Set.of());
        }

        @Override
        public Set<String> holders(String person, Instant at) {
          return at.isAfter(world.clock.instant())
              ? Set.of()
              : holders.getOrDefault(person, Set.of());
        }

        @Override
        public Set<String> everShown(String person) {
          return everShown.getOrDefault(person, Set.of());
        }
      };
  private FourEyesPolicy policy = policy(Set.of("core"));

  private static Caller caller(String id, String person, Role role) {
    return new Caller(
        id, person, person, Caller.Kind.API_KEY, role.rights(), Scope.EVERYTHING, Optional.empty());
  }

  private static FourEyesPolicy policy(Set<String> roles) {
    return new FourEyesPolicy(false, roles, Set.of(), Duration.ofHours(8), Duration.ofHours(4));
  }

  private Subjects subjects() {
    return new Subjects(
        world.devices,
        world.images,
        world.vault,
        world.waivers,
        approvals,
        lifted,
        new Independence(register, separateMakers),
        world.device,
        policy,
        world.clock);
  }

  private Decide deciding() {
    return new Decide(
        world.jobs,
        approvals,
        subjects(),
        new Independence(register, separateMakers),
        policy,
        world.clock);
  }

  private Gate gate() {
    return new FourEyesGate(
        new OrderGate(),
        subjects(),
        approvals,
        world.jobs,
        new Independence(register, separateMakers));
  }

  private JobRunner runner() {
    return world.runner(world.ports(), world.device, gate());
  }

  private Job run(JobId id) {
    return world.runUntil(runner(), id, job -> false);
  }

  private Job runUntil(JobId id, Stage stage) {
    return world.runUntil(runner(), id, job -> job.stage() == stage);
  }

  private String digest(JobId id) {
    return subjects().waiting(world.job(id)).digest();
  }

  private void approve(JobId id, Caller caller) {
    deciding().approve(id, caller, digest(id), "looked at it");
  }

  private JobId waiting(Consumer<World.Wish> wish) {
    JobId id = world.placed(wish);
    assertThat(run(id).waitingFor()).contains(WaitingFor.APPROVAL);
    assertThat(world.device.received()).isEmpty();
    return id;
  }

  private JobId waiting() {
    return waiting(wish -> {});
  }

  private void nothingGotThrough(JobId id) {
    Job job = run(id);
    assertThat(job.waitingFor()).contains(WaitingFor.APPROVAL);
    assertThat(job.stage().terminal()).isFalse();
    assertThat(world.device.received()).isEmpty();
  }

  private Device device() {
    return world.devices.find(world.registered.id()).orElseThrow();
  }

  private void edit(String address) {
    Device it = device();
    world.devices.replace(
        new Device(
            it.id(),
            it.name(),
            address,
            it.port(),
            it.credential(),
            it.site(),
            it.role(),
            it.tags(),
            it.redundancyGroup(),
            it.sshProfile(),
            it.hostKeyPolicy(),
            it.hostKeys(),
            it.facts(),
            it.version(),
            it.createdAt(),
            it.updatedAt()));
  }

  private void edit(Image.Source source) {
    Image it = world.images.find(world.image.id()).orElseThrow();
    world.images.replace(
        new Image(
            it.id(),
            it.filename(),
            it.platform(),
            it.version(),
            it.sizeBytes(),
            it.md5(),
            it.sha512(),
            it.status(),
            source,
            it.rowVersion(),
            it.createdAt(),
            it.updatedAt()));
  }

  // --- the straight way -------------------------------------------------------------------------

  @Test
  void a_second_persons_word_lets_an_upgrade_go_from_its_first_command_to_its_last() {
    JobId id = waiting();
    assertThat(world.job(id).stage()).isEqualTo(Stage.ADDING);
    approve(id, ADA);
    assertThat(run(id).stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(world.events(id, "job.approval-wanted")).hasSize(1);
    assertThat(world.events(id, "job.approved"))
        .singleElement()
        .satisfies(event ->
            assertThat(event.data())
                .containsEntry("by", "Ada")
                .containsEntry("askedBy", "night shift"));
  }

  @Test
  void where_no_policy_asks_nobody_is_waited_for() {
    policy = policy(Set.of("access"));
    assertThat(run(world.placed()).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void a_site_asks_for_it_as_a_role_does_and_so_may_everywhere() {
    policy =
        new FourEyesPolicy(
            false, Set.of(), Set.of("FRA"), Duration.ofHours(8), Duration.ofHours(4));
    JobId id = waiting();
    policy = policy(Set.of());
    assertThat(subjects().waiting(world.job(id)).why()).isEmpty();
    policy = new FourEyesPolicy(true, Set.of(), Set.of(), Duration.ofHours(8), Duration.ofHours(4));
    nothingGotThrough(id);
  }

  @Test
  void one_step_always_needs_two() {
    policy = policy(Set.of());
    JobId id =
        waiting(wish -> {
          wish.workflow = JobOrder.Workflow.ONE_STEP;
          wish.acknowledgeNoRollback = true;
        });
    approve(id, ADA);
    assertThat(run(id).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void however_long_people_take_the_device_gets_all_the_time_of_its_stage() {
    JobId id =
        waiting(wish -> {
          wish.workflow = JobOrder.Workflow.ONE_STEP;
          wish.acknowledgeNoRollback = true;
        });
    assertThat(world.job(id).stage()).isEqualTo(Stage.INSTALLING);
    world.clock.tick(Duration.ofHours(3));
    approve(id, ADA);
    assertThat(run(id).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void so_it_does_when_what_they_were_asked_for_is_no_longer_needed() {
    JobId id = waiting();
    assertThat(world.job(id).stage()).isEqualTo(Stage.ADDING);
    world.clock.tick(Duration.ofHours(3));
    policy = policy(Set.of());
    world.device.refusing(Change.AddImage.class, Refusal.ENGINE_BUSY);
    Job waited =
        world.runUntil(
            runner(), id, job -> job.stage() != Stage.ADDING || !world.device.received().isEmpty());
    assertThat(waited.stage()).isEqualTo(Stage.ADDING);
    assertThat(run(id).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void it_can_be_approved_long_before_its_hour() {
    JobId id =
        world.placed(
            wish -> wish.notBefore = Optional.of(world.clock.instant().plus(Duration.ofHours(2))));
    runner().turn(id);
    assertThat(world.job(id).waitingFor())
        .containsExactlyInAnyOrder(WaitingFor.NOT_BEFORE, WaitingFor.APPROVAL);
    approve(id, ADA);
    runner().turn(id);
    assertThat(world.job(id).waitingFor()).containsExactly(WaitingFor.NOT_BEFORE);
    assertThat(run(id).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void a_denied_job_is_cancelled_with_the_reason_and_the_device_was_not_touched() {
    JobId id = waiting();
    deciding().deny(id, ADA, digest(id), "wrong night");
    Job job = run(id);
    assertThat(job.stage()).isEqualTo(Stage.CANCELLED);
    assertThat(job.outcome().map(Outcome::code)).contains("denied");
    assertThat(job.outcome().orElseThrow().summary()).contains("Ada", "wrong night");
    assertThat(world.device.received()).isEmpty();
    assertThat(world.events(id, "job.denied")).hasSize(1);
  }

  @Test
  void one_step_that_is_denied_is_cancelled_too() {
    JobId id =
        waiting(wish -> {
          wish.workflow = JobOrder.Workflow.ONE_STEP;
          wish.acknowledgeNoRollback = true;
        });
    deciding().deny(id, ADA, digest(id), "never in one step");
    assertThat(run(id).stage()).isEqualTo(Stage.CANCELLED);
    assertThat(world.device.received()).isEmpty();
  }

  @Test
  void decisions_are_offered_to_whom_they_concern() {
    Job job = world.job(waiting());
    Set<Action> decisions = EnumSet.of(Action.APPROVE, Action.DENY);
    assertThat(deciding().legal(job, ADA)).containsAll(decisions);
    assertThat(deciding().legal(job, NORA)).doesNotContainAnyElementsOf(decisions);
    assertThat(deciding().legal(job, NORAS_TOKEN)).doesNotContainAnyElementsOf(decisions);
    assertThat(deciding().legal(job, OTTO)).doesNotContainAnyElementsOf(decisions);
    assertThat(deciding().legal(job, NORA)).contains(Action.BREAK_GLASS);
    assertThat(deciding().legal(job, ADA)).doesNotContain(Action.BREAK_GLASS);
  }

  // --- ways round it ----------------------------------------------------------------------------

  @Test
  void the_author_does_not_approve_with_another_key_nor_with_a_token() {
    JobId id = waiting();
    for (Caller nora : List.of(NORA, NORAS_OTHER_KEY, NORAS_TOKEN)) {
      assertThatExceptionOfType(NotASecondPerson.class).isThrownBy(() -> approve(id, nora));
    }
    nothingGotThrough(id);
  }

  @Test
  void capitals_and_look_alike_letters_do_not_make_another_person() {
    JobId id = waiting();
    for (String name : List.of("Night Shift", " night shift ", "night\u00a0shift", "NIGHT SHIFT")) {
      assertThatExceptionOfType(NotASecondPerson.class)
          .isThrownBy(() -> approve(id, caller("key:9", name, Role.APPROVER)));
    }
    nothingGotThrough(id);
  }

  @Test
  void an_approver_whom_the_author_made_up_is_none() {
    JobId id = waiting();
    shownTo.put(ADA.id(), Set.of("Night shift"));
    assertThatExceptionOfType(NotASecondPerson.class)
        .isThrownBy(() -> approve(id, ADA))
        .withMessageContaining("was shown the text of the key of Ada");
    assertThat(deciding().legal(world.job(id), ADA)).doesNotContain(Action.APPROVE, Action.DENY);
    nothingGotThrough(id);
    approve(id, EVE);
    assertThat(run(id).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void an_author_whom_the_approver_made_up_is_none_either() {
    JobId id = waiting();
    holders.put("night shift", Set.of("ada"));
    assertThatExceptionOfType(NotASecondPerson.class)
        .isThrownBy(() -> approve(id, ADA))
        .withMessageContaining("Ada was shown the text of a key of night shift");
    nothingGotThrough(id);
    approve(id, EVE);
    assertThat(run(id).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void an_approver_made_up_by_somebody_whom_the_author_made_up_is_none() {
    JobId id = waiting();
    shownTo.put(ADA.id(), Set.of("carol"));
    everShown.put("carol", Set.of("boris"));
    everShown.put("boris", Set.of("night shift", "carol"));
    assertThatExceptionOfType(NotASecondPerson.class)
        .isThrownBy(() -> approve(id, ADA))
        .withMessageContaining("was shown the text of the key of Ada that decides, or made its");
    nothingGotThrough(id);
  }

  @Test
  void an_author_made_up_by_somebody_whom_the_approver_made_up_is_none_either() {
    JobId id = waiting();
    holders.put("night shift", Set.of("carol"));
    everShown.put("carol", Set.of("ada"));
    assertThatExceptionOfType(NotASecondPerson.class)
        .isThrownBy(() -> approve(id, ADA))
        .withMessageContaining("or made its maker");
    nothingGotThrough(id);
  }

  @Test
  void an_approvers_key_that_is_shown_to_the_author_afterwards_approves_no_longer() {
    JobId id = waiting();
    approve(id, ADA);
    shownTo.put(ADA.id(), Set.of("night shift"));
    nothingGotThrough(id);
  }

  @Test
  void two_keys_of_one_maker_are_two_persons_unless_the_policy_says_otherwise() {
    JobId id = waiting();
    shownTo.put(ADA.id(), Set.of("bootstrap"));
    holders.put("night shift", Set.of("bootstrap"));
    separateMakers = true;
    assertThatExceptionOfType(NotASecondPerson.class)
        .isThrownBy(() -> approve(id, ADA))
        .withMessageContaining("bootstrap was shown");
    nothingGotThrough(id);
    separateMakers = false;
    approve(id, ADA);
    assertThat(run(id).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void an_edit_of_the_device_after_the_approval_voids_it_also_when_it_is_taken_back() {
    JobId id = waiting();
    String before = device().address();
    approve(id, ADA);
    edit("192.0.2.66");
    nothingGotThrough(id);
    edit(before);
    nothingGotThrough(id);
    approve(id, ADA);
    assertThat(run(id).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void the_same_switch_registered_again_under_a_harmless_role_needs_it_too() {
    Device core = device();
    policy = policy(Set.of("spine"));
    JobId id = world.placed();
    world.devices.add(
        new Device(
            new DeviceId(UUID.randomUUID()),
            "spine-1",
            "alias.example.net",
            core.port(),
            core.credential(),
            core.site(),
            Optional.of("spine"),
            Set.of(),
            Optional.empty(),
            core.sshProfile(),
            core.hostKeyPolicy(),
            core.hostKeys(),
            Optional.empty(),
            0,
            core.createdAt(),
            core.updatedAt()));
    nothingGotThrough(id);
    assertThat(subjects().waiting(world.job(id)).why())
        .containsExactly("it is the same switch as spine-1, which needs it");
    approve(id, ADA);
    assertThat(run(id).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void who_takes_a_device_out_of_four_eyes_does_not_upgrade_it_alone_and_another_may() {
    JobId id = waiting();
    Device core = device();
    lift("NIGHT SHIFT");
    policy = policy(Set.of("spine"));
    nothingGotThrough(id);
    assertThat(subjects().waiting(world.job(id)).why())
        .containsExactly("NIGHT SHIFT took the device out of four eyes and can't be alone now");

    // Neither with somebody else's key that they made.
    lift("Eve");
    holders.put("night shift", Set.of("eve"));
    nothingGotThrough(id);
    holders.clear();
    // Nor where it was lifted with the key of somebody whom they made up.
    everShown.put("Eve", Set.of("night shift"));
    nothingGotThrough(id);
    everShown.clear();

    assertThat(run(id).stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(lifted.by(core)).contains("Eve");
  }

  private void lift(String person) {
    lifted.keep(
        device(),
        person,
        world.clock.instant(),
        new Event.DeviceNote(
            Event.DeviceNote.FOUR_EYES_LIFTED,
            device().id(),
            Optional.empty(),
            Map.of("by", person)));
  }

  @Test
  void an_edit_of_the_image_after_the_approval_voids_it() {
    JobId id = waiting();
    approve(id, ADA);
    edit(new Image.Source.Pull("http://images.example.net/other.bin"));
    nothingGotThrough(id);
  }

  @Test
  void a_waiver_after_the_approval_voids_it() {
    JobId id = waiting();
    approve(id, ADA);
    world.waivers.grant(
        new Waiver(
            UUID.randomUUID(),
            device().id(),
            "upgrade-path",
            Optional.empty(),
            "trust me",
            "Otto",
            world.clock.instant(),
            world.clock.instant().plus(Duration.ofHours(1))));
    nothingGotThrough(id);
  }

  @Test
  void another_policy_after_the_approval_voids_it() {
    JobId id = waiting();
    approve(id, ADA);
    policy = policy(Set.of("core", "access"));
    nothingGotThrough(id);
  }

  @Test
  void an_edit_between_reading_and_approving_is_told_to_the_approver() {
    JobId id = waiting();
    String read = digest(id);
    edit("192.0.2.66");
    assertThatExceptionOfType(Stale.class)
        .isThrownBy(() -> deciding().approve(id, ADA, read, "fine"));
    nothingGotThrough(id);
  }

  @Test
  void an_approver_who_may_no_longer_approve_has_not_approved() {
    JobId id = waiting();
    approve(id, ADA);
    fired.add(ADA.id());
    nothingGotThrough(id);
    approve(id, EVE);
    assertThat(run(id).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void an_approval_ends_by_itself() {
    JobId id = waiting();
    approve(id, ADA);
    world.clock.until(world.clock.instant().plus(policy.validFor()));
    nothingGotThrough(id);
  }

  @Test
  void it_is_approved_once() {
    JobId id = waiting();
    approve(id, ADA);
    for (Caller again : List.of(ADA, EVE)) {
      assertThatExceptionOfType(IllegalInState.class)
          .isThrownBy(() -> approve(id, again))
          .satisfies(no -> assertThat(no.why()).contains("Ada"));
    }
    run(id);
    assertThat(world.job(id).stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(world.device.received(Change.Activate.class)).isEqualTo(1);
  }

  @Test
  void a_no_after_a_yes_counts() {
    JobId id = waiting();
    approve(id, ADA);
    deciding().deny(id, EVE, digest(id), "second thoughts");
    assertThat(run(id).stage()).isEqualTo(Stage.CANCELLED);
    assertThat(world.device.received()).isEmpty();
  }

  @Test
  void a_yes_that_no_decision_stands_behind_is_none() {
    JobId id = waiting();
    world.jobs.request(
        new io.hitless.job.ActionRequest(
            0,
            id,
            Action.APPROVE,
            "by the back door",
            "Ada",
            "Ada",
            Optional.empty(),
            false,
            world.clock.instant()),
        List.of());
    nothingGotThrough(id);
  }

  @Test
  void take_over_and_hand_back_do_not_stand_for_a_yes() {
    JobId id = waiting();
    world.ask(id, Action.TAKE_OVER);
    run(id);
    assertThatExceptionOfType(IllegalInState.class).isThrownBy(() -> approve(id, ADA));
    world.ask(id, Action.HAND_BACK);
    nothingGotThrough(id);
  }

  @Test
  void retry_does_not_stand_for_a_yes_neither_where_it_waits_nor_after_the_job_was_parked() {
    JobId id = waiting();
    assertThatExceptionOfType(IllegalInState.class).isThrownBy(() -> world.ask(id, Action.RETRY));
    approve(id, ADA);
    edit("192.0.2.66");
    world.jobs.request(
        new io.hitless.job.ActionRequest(
            0,
            id,
            Action.RETRY,
            "go on",
            "night shift",
            "night shift",
            Optional.empty(),
            false,
            world.clock.instant()),
        List.of());
    nothingGotThrough(id);
  }

  @Test
  void what_was_staged_with_a_yes_is_activated_only_while_it_stands() {
    JobId id = waiting(wish -> wish.stageOnly = true);
    approve(id, ADA);
    assertThat(run(id).stage()).isEqualTo(Stage.STAGED);
    edit("192.0.2.66");
    world.ask(id, Action.RETRY);
    assertThat(run(id).waitingFor()).containsExactly(WaitingFor.APPROVAL);
    assertThat(world.device.received(Change.Activate.class)).isZero();
    assertThat(world.events(id, "job.approval-wanted")).hasSize(2);
    approve(id, EVE);
    assertThat(run(id).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void the_way_back_waits_for_nobody() {
    JobId id = waiting();
    approve(id, ADA);
    runUntil(id, Stage.SOAKING);
    fired.add(ADA.id());
    edit("192.0.2.66");
    world.ask(id, Action.ABORT);
    assertThat(run(id).stage()).isEqualTo(Stage.ROLLED_BACK);
  }

  // --- clear install state ----------------------------------------------------------------------

  /// Parked with something added that remove inactive did not take away.
  private JobId parkedWithLeftovers() {
    policy = policy(Set.of());
    JobId id = world.placed();
    runUntil(id, Stage.STAGED);
    world.device.refusing(Change.RemoveInactive.class, io.hitless.device.Refusal.OTHER);
    world.ask(id, Action.CANCEL);
    assertThat(run(id).stage()).isEqualTo(Stage.NEEDS_OPERATOR);
    return id;
  }

  private void askToClear(JobId id) {
    world.ask(id, Action.CLEAR, Optional.empty(), true);
    Job job = run(id);
    assertThat(job.stage()).isEqualTo(Stage.CLEARING);
    assertThat(job.waitingFor()).containsExactly(WaitingFor.APPROVAL);
    assertThat(world.device.received(Change.ClearInstallState.class)).isZero();
  }

  @Test
  void clear_install_state_waits_for_a_second_person_whatever_the_policy() {
    JobId id = parkedWithLeftovers();
    askToClear(id);
    assertThatExceptionOfType(NotASecondPerson.class)
        .isThrownBy(() -> approve(id, NORAS_OTHER_KEY));
    approve(id, ADA);
    run(id);
    assertThat(world.device.received(Change.ClearInstallState.class)).isEqualTo(1);
  }

  @Test
  void a_denied_clear_leaves_the_job_parked_and_the_next_one_is_asked_about_anew() {
    JobId id = parkedWithLeftovers();
    askToClear(id);
    deciding().deny(id, ADA, digest(id), "call me first");
    Job job = run(id);
    assertThat(job.stage()).isEqualTo(Stage.NEEDS_OPERATOR);
    assertThat(job.outcome().map(Outcome::code)).contains("denied");
    askToClear(id);
  }

  @Test
  void an_approved_clear_is_no_approval_of_the_next_one() {
    JobId id = parkedWithLeftovers();
    askToClear(id);
    approve(id, ADA);
    world.ask(id, Action.TAKE_OVER);
    run(id);
    world.ask(id, Action.HAND_BACK);
    run(id);
    assertThat(world.device.received(Change.ClearInstallState.class)).isEqualTo(1);
    if (world.job(id).stage() == Stage.NEEDS_OPERATOR) {
      world.ask(id, Action.RETRY);
      run(id);
    }
    assertThat(world.device.received(Change.ClearInstallState.class)).isEqualTo(1);
  }

  @Test
  void a_plain_clear_after_a_refused_one_of_the_state_reloads_nothing() {
    JobId id = parkedWithLeftovers();
    world.device.refusing(Change.ClearInstallState.class, io.hitless.device.Refusal.OTHER);
    askToClear(id);
    approve(id, ADA);
    assertThat(run(id).stage()).isEqualTo(Stage.NEEDS_OPERATOR);
    long refused = world.device.received(Change.ClearInstallState.class);
    assertThat(refused).isPositive();

    world.ask(id, Action.CLEAR);
    run(id);

    assertThat(world.device.received(Change.ClearInstallState.class)).isEqualTo(refused);
  }

  // --- emergencies ------------------------------------------------------------------------------

  @Test
  void broken_glass_lets_the_author_go_on_for_a_while_and_is_an_alarm() {
    JobId id = waiting();
    deciding().breakGlass(id, NORA, "the site is down", Duration.ofHours(1));
    assertThat(run(id).stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(world.job(id).memory().granted()).contains(io.hitless.job.Grant.BROKEN_GLASS);
    assertThat(world.events(id, "security.break-glass"))
        .singleElement()
        .satisfies(event -> assertThat(event.data()).containsEntry("reason", "the site is down"));
  }

  @Test
  void broken_glass_ends_and_lasts_no_longer_than_the_policy_lets_it() {
    JobId id =
        waiting(
            wish -> wish.notBefore = Optional.of(world.clock.instant().plus(Duration.ofHours(3))));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> deciding().breakGlass(id, NORA, "hurry", Duration.ofHours(5)));
    deciding().breakGlass(id, NORA, "hurry", Duration.ofHours(1));
    world.clock.until(world.clock.instant().plus(Duration.ofHours(1)));
    nothingGotThrough(id);
  }

  @Test
  void broken_glass_is_no_way_round_the_order_or_the_checks() {
    JobId id =
        world.placed(wish ->
            wish.notBefore = Optional.of(world.clock.instant().plus(Duration.ofMinutes(30))));
    runner().turn(id);
    deciding().breakGlass(id, NORA, "hurry", Duration.ofHours(2));
    runner().turn(id);
    assertThat(world.job(id).waitingFor()).containsExactly(WaitingFor.NOT_BEFORE);
    world.device.linkBroken();
    assertThat(run(id).stage()).isEqualTo(Stage.FAILED);
    assertThat(world.device.received()).isEmpty();
  }
}
