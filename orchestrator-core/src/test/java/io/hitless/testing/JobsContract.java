package io.hitless.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hitless.event.Event;
import io.hitless.event.Events;
import io.hitless.event.RecordedEvent;
import io.hitless.image.Image;
import io.hitless.inventory.Device;
import io.hitless.job.Action;
import io.hitless.job.ActionRequest;
import io.hitless.job.Intent;
import io.hitless.job.Job;
import io.hitless.job.JobFilter;
import io.hitless.job.JobId;
import io.hitless.job.JobOrder;
import io.hitless.job.Jobs;
import io.hitless.job.Memory;
import io.hitless.job.Outcome;
import io.hitless.job.Situation;
import io.hitless.job.Stage;
import io.hitless.job.WaitingFor;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import io.hitless.page.UnknownCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every store of jobs keeps: one open job a device, one holder a lease, nothing written by
/// somebody who lost his.
public abstract class JobsContract {
  private static final Duration LEASE = Duration.ofSeconds(30);

  protected abstract Jobs jobs();

  protected abstract Events events();

  /// Registers what jobs refer to.
  protected abstract Device known(Device device);

  protected abstract Image known(Image image);

  /// Lets the lease of `job` run out as if its holder had died.
  protected abstract void expireLease(JobId job);

  private Job created() {
    return created(known(Some.device("core-" + java.util.UUID.randomUUID())));
  }

  private Job created(Device device) {
    Job job = Some.job(device, known(Some.image("16.12." + System.nanoTime() % 1_000_000_000)));
    jobs().create(job, List.of(note(job, "created")));
    return job;
  }

  private static Event note(Job job, String summary) {
    return new Event.JobNote(
        Event.Kind.STEP_STARTED,
        job.id().value(),
        job.order().device(),
        summary,
        List.of("a line"),
        Map.of("step", "test", "attempt", 1));
  }

  private Job claimed(Job job) {
    return jobs().claim(job.id(), "replica-1", LEASE).orElseThrow().job();
  }

  private List<String> summaries(Job job) {
    return events().after(0, Optional.of(job.id().value()), 500).stream()
        .map(RecordedEvent::data)
        .map(data -> String.valueOf(data.get("summary")))
        .toList();
  }

  @Test
  void a_new_job_is_found_as_it_was_stored() {
    Job job = created();
    assertThat(jobs().find(job.id())).contains(job);
    assertThat(summaries(job)).containsExactly("created");
  }

  @Test
  void a_job_of_an_unknown_id_is_absent() {
    Job never = Some.job(Some.device("never"), Some.image("16.12.4"));
    assertThat(jobs().find(never.id())).isEmpty();
    assertThat(jobs().claim(never.id(), "replica-1", LEASE)).isEmpty();
    assertThat(jobs().unsettled(never.id())).isEmpty();
    assertThat(jobs().intents(never.id())).isEmpty();
    assertThat(jobs().requests(never.id())).isEmpty();
  }

  @Test
  void a_second_open_job_for_a_device_is_refused_and_names_the_first() {
    Device device = known(Some.device("busy"));
    Job first = created(device);
    Job second = Some.job(device, known(Some.image("17.9.4")));
    assertThatExceptionOfType(Jobs.DeviceBusy.class)
        .isThrownBy(() -> jobs().create(second, List.of(note(second, "second"))))
        .satisfies(busy -> assertThat(busy.open()).isEqualTo(first.id()));
    assertThat(jobs().find(second.id())).isEmpty();
    assertThat(summaries(second)).isEmpty();
  }

  @Test
  void a_device_is_free_again_once_its_job_has_ended() {
    Device device = known(Some.device("free"));
    Job first = created(device);
    Job held = claimed(first);
    jobs()
        .save(
            held.with(draft -> {
              draft.stage = Stage.SUCCEEDED;
              draft.dueAt = Optional.empty();
            }),
            List.of());
    Job second = created(device);
    assertThat(jobs().find(second.id())).isPresent();
  }

  @Test
  void of_a_hundred_orders_at_once_for_one_device_one_is_taken() throws Exception {
    Device device = known(Some.device("raced"));
    Image image = known(Some.image("16.12.5"));
    List<Callable<Boolean>> orders = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Job job = Some.job(device, image);
      orders.add(() -> {
        try {
          jobs().create(job, List.of());
          return true;
        } catch (Jobs.DeviceBusy busy) {
          return false;
        }
      });
    }
    int taken = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> order : threads.invokeAll(orders)) {
        taken += order.get() ? 1 : 0;
      }
    }
    assertThat(taken).isEqualTo(1);
  }

  @Test
  void everything_of_a_row_survives_being_saved() {
    Job held = claimed(created());
    Instant at = Some.NOW.plusSeconds(90);
    Memory memory =
        Memory.NONE.with(note -> {
          note.hostname = Optional.of("C9500");
          note.hostKeys = Set.of(Some.KEY);
          note.serials = List.of("FCW2233A5ZV");
          note.fileSystem = Optional.of("flash:");
          note.fromVersion = Optional.of("16.9.2");
          note.formerActive = Optional.of("slot 1");
          note.formerStandby = Optional.of("slot 2");
          note.switchovers = 3;
          note.attempts = Map.of("unrecognised", 1);
          note.soakUntil = Optional.of(at);
          note.timerEndsAt = Optional.of(at.plusMillis(250));
          note.timerTotal = Optional.of(Duration.ofMinutes(118).plusMillis(250));
          note.alerted = Set.of(50, 75);
          note.clearingFor = Optional.of(Stage.ROLLED_BACK);
          note.failure =
              Optional.of(
                  new Outcome(
                      "standby-never-reached-sso",
                      "The standby did not come back.",
                      List.of("peer state = 4  -STANDBY COLD"),
                      Optional.of(Outcome.RolledBackBy.DEVICE),
                      List.of("Look at the console of switch 1.")));
          note.baseline = Map.of("interfaces", List.of("Te1/0/1 connected"));
          note.checkedAt = Optional.of(at);
          note.seen = Optional.of(Situation.ACTIVATING);
          note.parkedFrom = Optional.of(Stage.WAITING_FOR_SSO);
          note.granted = Set.of("commit");
        });
    Job changed =
        held.with(draft -> {
          draft.stage = Stage.NEEDS_OPERATOR;
          draft.enteredAt = at;
          draft.deadline = Optional.of(at.plusSeconds(60));
          draft.dueAt = Optional.of(at.plusSeconds(30));
          draft.waitingFor = Set.of(WaitingFor.DEVICE, WaitingFor.COMMIT);
          draft.step = Optional.of(new Job.Step("wait", at, Optional.of(at.plusSeconds(60))));
          draft.percent = 63;
          draft.eta = Optional.of(at.plusSeconds(600));
          draft.doubt = true;
          draft.handedOver = true;
          draft.memory = memory;
          draft.outcome = memory.failure();
          draft.timeline.add(new Job.Entered(Stage.NEEDS_OPERATOR, at));
          draft.updatedAt = at;
        });
    Job saved = jobs().save(changed, List.of()).job();
    assertThat(saved.version()).isGreaterThan(held.version());
    assertThat(jobs().find(held.id())).contains(saved);
    assertThat(saved).usingRecursiveComparison().ignoringFields("version").isEqualTo(changed);
  }

  @Test
  void a_claimed_job_cannot_be_claimed_again_until_it_is_released() {
    Job job = created();
    Jobs.Claim first = jobs().claim(job.id(), "replica-1", LEASE).orElseThrow();
    assertThat(first.takenOver()).isFalse();
    assertThat(first.job().epoch()).isGreaterThan(job.epoch());
    assertThat(jobs().claim(job.id(), "replica-2", LEASE)).isEmpty();
    jobs().release(job.id(), first.job().epoch());
    Jobs.Claim second = jobs().claim(job.id(), "replica-2", LEASE).orElseThrow();
    assertThat(second.takenOver()).isFalse();
    assertThat(second.job().epoch()).isGreaterThan(first.job().epoch());
  }

  @Test
  void a_claim_is_dated_by_the_clock_that_dates_intents() {
    Job job = created();
    Jobs.Claim claim = jobs().claim(job.id(), "replica-1", LEASE).orElseThrow();
    Intent add = jobs().intend(claim.job(), Intent.Kind.ADD, "install add file f", List.of());
    jobs().release(job.id(), claim.job().epoch());
    Jobs.Claim next = jobs().claim(job.id(), "replica-1", LEASE).orElseThrow();
    assertThat(add.at()).isBetween(claim.at(), next.at());
  }

  @Test
  void a_lease_that_ran_out_is_taken_over_and_the_claim_says_so() {
    Job job = created();
    claimed(job);
    expireLease(job.id());
    Jobs.Claim claim = jobs().claim(job.id(), "replica-2", LEASE).orElseThrow();
    assertThat(claim.takenOver()).isTrue();
  }

  @Test
  void who_lost_his_lease_writes_nothing_and_may_send_nothing() {
    Job job = created();
    Job late = claimed(job);
    expireLease(job.id());
    Job now = jobs().claim(job.id(), "replica-2", LEASE).orElseThrow().job();
    Event event = note(job, "too late");

    assertThatExceptionOfType(Jobs.Fenced.class)
        .isThrownBy(() -> jobs().save(late.with(draft -> draft.percent = 99), List.of(event)));
    assertThatExceptionOfType(Jobs.Fenced.class)
        .isThrownBy(
            () -> jobs().intend(late, Intent.Kind.ADD, "install add file f", List.of(event)));
    assertThat(jobs().renew(job.id(), late.epoch(), LEASE)).isFalse();
    assertThat(jobs().holds(job.id(), late.epoch(), Duration.ZERO)).isFalse();
    jobs().release(job.id(), late.epoch());

    assertThat(jobs().holds(job.id(), now.epoch(), Duration.ofSeconds(1))).isTrue();
    assertThat(jobs().intents(job.id())).isEmpty();
    assertThat(summaries(job)).doesNotContain("too late");
    assertThat(jobs().find(job.id()).orElseThrow().percent()).isEqualTo(job.percent());
  }

  @Test
  void who_lost_his_lease_settles_and_answers_nothing() {
    Job job = created();
    Job late = claimed(job);
    Intent intent = jobs().intend(late, Intent.Kind.ADD, "install add file f", List.of());
    jobs().request(cancel(job), List.of());
    long request = jobs().requests(job.id()).getFirst().id();
    expireLease(job.id());
    jobs().claim(job.id(), "replica-2", LEASE).orElseThrow();

    assertThatExceptionOfType(Jobs.Fenced.class)
        .isThrownBy(() -> jobs().settle(late, intent.id(), "done", List.of(note(job, "late"))));
    assertThatExceptionOfType(Jobs.Fenced.class).isThrownBy(() -> jobs().answered(late, request));
    assertThat(jobs().unsettled(job.id())).contains(intent);
    assertThat(jobs().requests(job.id())).hasSize(1);
    assertThat(summaries(job)).doesNotContain("late");
  }

  @Test
  void a_row_that_moved_on_is_not_overwritten() {
    Job held = claimed(created());
    jobs().save(held.with(draft -> draft.percent = 10), List.of());
    assertThatExceptionOfType(Jobs.Fenced.class)
        .isThrownBy(() -> jobs().save(held.with(draft -> draft.percent = 20), List.of()));
    assertThat(jobs().find(held.id()).orElseThrow().percent()).isEqualTo(10);
  }

  @Test
  void a_holder_may_save_again_with_the_row_it_was_answered() {
    Job held = claimed(created());
    Job once = jobs().save(held.with(draft -> draft.percent = 10), List.of()).job();
    Job twice =
        jobs().save(once.with(draft -> draft.percent = 20), List.of(note(held, "twice"))).job();
    assertThat(jobs().find(held.id())).contains(twice);
    assertThat(summaries(held)).containsExactly("created", "twice");
  }

  @Test
  void a_lease_is_held_for_as_long_as_it_lasts_and_no_longer() {
    Job held = claimed(created());
    assertThat(jobs().holds(held.id(), held.epoch(), Duration.ofSeconds(10))).isTrue();
    assertThat(jobs().holds(held.id(), held.epoch(), LEASE.multipliedBy(2))).isFalse();
    assertThat(jobs().renew(held.id(), held.epoch(), LEASE.multipliedBy(3))).isTrue();
    assertThat(jobs().holds(held.id(), held.epoch(), LEASE.multipliedBy(2))).isTrue();
    jobs().release(held.id(), held.epoch());
    assertThat(jobs().holds(held.id(), held.epoch(), Duration.ZERO)).isFalse();
  }

  @Test
  void an_intent_is_kept_with_what_it_was_meant_under_until_it_is_settled() {
    Job held = claimed(created());
    String command = "install add file flash:cat9k_iosxe.16.12.04.SPA.bin";
    Intent add = jobs().intend(held, Intent.Kind.ADD, command, List.of(note(held, "intended")));
    assertThat(add.stage()).isEqualTo(held.stage());
    assertThat(add.command()).isEqualTo(command);
    assertThat(add.epoch()).isEqualTo(held.epoch());
    assertThat(add.settledAs()).isEmpty();
    assertThat(jobs().unsettled(held.id())).contains(add);

    jobs().settle(held, add.id(), "done", List.of(note(held, "settled")));
    assertThat(jobs().unsettled(held.id())).isEmpty();
    assertThat(jobs().intents(held.id()))
        .singleElement()
        .satisfies(intent -> assertThat(intent.settledAs()).contains("done"));
    assertThat(summaries(held)).containsExactly("created", "intended", "settled");
  }

  @Test
  void intents_are_told_in_their_order_and_the_newest_in_doubt_is_found() {
    Job held = claimed(created());
    Intent add = jobs().intend(held, Intent.Kind.ADD, "install add file f", List.of());
    Intent save = jobs().intend(held, Intent.Kind.SAVE_CONFIGURATION, "write memory", List.of());
    assertThat(jobs().intents(held.id())).containsExactly(add, save);
    assertThat(jobs().unsettled(held.id())).contains(save);
    jobs().settle(held, save.id(), "done", List.of());
    assertThat(jobs().unsettled(held.id())).contains(add);
  }

  @Test
  void intending_does_not_make_the_next_save_stale() {
    Job held = claimed(created());
    Intent add = jobs().intend(held, Intent.Kind.ADD, "install add file f", List.of());
    jobs().settle(held, add.id(), "done", List.of());
    Job saved = jobs().save(held.with(draft -> draft.percent = 30), List.of()).job();
    assertThat(saved.percent()).isEqualTo(30);
  }

  @Test
  void a_request_wakes_a_job_that_waits_for_nothing() {
    Job job = created();
    Job held = claimed(job);
    jobs().save(held.with(draft -> draft.dueAt = Optional.empty()), List.of());
    jobs().release(job.id(), held.epoch());

    jobs().request(cancel(job), List.of(note(job, "asked")));

    assertThat(jobs().find(job.id()).orElseThrow().dueAt()).isPresent();
    assertThat(summaries(job)).containsExactly("created", "asked");
    assertThat(jobs().requests(job.id()))
        .singleElement()
        .satisfies(request -> {
          assertThat(request.action()).isEqualTo(Action.CANCEL);
          assertThat(request.reason()).isEqualTo("change of plan");
          assertThat(request.by()).isEqualTo("night shift");
          assertThat(request.resolveAs()).contains(Stage.FAILED);
          assertThat(request.installState()).isTrue();
        });
  }

  @Test
  void a_request_left_during_a_turn_is_not_lost_by_the_save_that_ends_it() {
    Job held = claimed(created());
    assertThat(jobs().save(held, List.of()).asked()).isFalse();
    Job before = jobs().find(held.id()).orElseThrow();
    jobs().request(cancel(held), List.of());
    var saved = jobs().save(before.with(draft -> draft.dueAt = Optional.empty()), List.of());
    assertThat(saved.asked()).isTrue();
    assertThat(jobs().find(held.id()).orElseThrow().dueAt()).isPresent();
  }

  @Test
  void a_request_that_the_turn_has_heard_waits_as_long_as_the_turn_wants() {
    Job held = claimed(created());
    jobs().request(cancel(held), List.of());
    long heard = jobs().requests(held.id()).getFirst().id();
    Instant later = Some.NOW.plus(Duration.ofDays(3650));
    Job next = held.with(draft -> draft.dueAt = Optional.of(later));
    var saved = jobs().save(next, List.of(), heard);
    assertThat(saved.asked()).isFalse();
    assertThat(saved.job().dueAt()).contains(later);
    assertThat(jobs().requests(held.id())).hasSize(1);

    jobs().request(cancel(held), List.of());
    var newer = jobs().save(saved.job(), List.of(), heard);
    assertThat(newer.asked()).isTrue();
    assertThat(newer.job().dueAt().orElseThrow()).isBefore(later);
  }

  @Test
  void an_answered_request_is_not_taken_up_again() {
    Job held = claimed(created());
    jobs().request(cancel(held), List.of());
    jobs().request(cancel(held), List.of());
    List<ActionRequest> both = jobs().requests(held.id());
    assertThat(both).hasSize(2);
    jobs().answered(held, both.getFirst().id());
    assertThat(jobs().requests(held.id())).containsExactly(both.getLast());
  }

  @Test
  void a_list_is_walked_piece_by_piece_and_each_job_is_met_once() {
    Device device = known(Some.device("listed"));
    List<JobId> ended = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Job job = created(device);
      ended.add(job.id());
      Job held = claimed(job);
      jobs().save(held.with(draft -> draft.stage = Stage.CANCELLED), List.of());
    }
    JobFilter ofDevice = filter(Set.of(), Optional.of(device));
    List<JobId> met = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<Job> page = jobs().list(ofDevice, new PageRequest(cursor, 2));
      page.items().forEach(job -> met.add(job.id()));
      cursor = page.next();
    } while (cursor.isPresent());
    assertThat(met).containsExactlyInAnyOrderElementsOf(ended);
  }

  @Test
  void a_list_is_narrowed_by_stage_device_site_ticket_and_age() {
    Device device = known(Some.device("narrow"));
    Job job = created(device);
    Optional<Device> one = Optional.of(device);
    assertThat(found(filter(Set.of(Stage.QUEUED), one))).containsExactly(job.id());
    assertThat(found(filter(Set.of(Stage.SOAKING), one))).isEmpty();
    assertThat(found(filter(one, Optional.of("FRA"), Optional.empty(), Optional.empty())))
        .containsExactly(job.id());
    assertThat(found(filter(one, Optional.of("MUC"), Optional.empty(), Optional.empty())))
        .isEmpty();
    var ticket = new JobOrder.ExternalRef("servicenow", "CHG0030001");
    var other = new JobOrder.ExternalRef("servicenow", "CHG0030002");
    assertThat(found(filter(one, Optional.empty(), Optional.of(ticket), Optional.empty())))
        .containsExactly(job.id());
    assertThat(found(filter(one, Optional.empty(), Optional.of(other), Optional.empty())))
        .isEmpty();
    Optional<Instant> before = Optional.of(job.createdAt().minusSeconds(1));
    Optional<Instant> after = Optional.of(job.createdAt().plusSeconds(1));
    assertThat(found(filter(one, Optional.empty(), Optional.empty(), before)))
        .containsExactly(job.id());
    assertThat(found(filter(one, Optional.empty(), Optional.empty(), after))).isEmpty();
  }

  @Test
  void a_cursor_of_nobody_is_refused() {
    assertThatExceptionOfType(UnknownCursor.class)
        .isThrownBy(() -> jobs().list(JobFilter.ALL, new PageRequest(Optional.of("nobody's"), 10)));
  }

  private List<JobId> found(JobFilter filter) {
    return jobs().list(filter, PageRequest.first(500)).items().stream().map(Job::id).toList();
  }

  private static JobFilter filter(Set<Stage> stages, Optional<Device> device) {
    return new JobFilter(
        stages, device.map(Device::id), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static JobFilter filter(
      Optional<Device> device,
      Optional<String> site,
      Optional<JobOrder.ExternalRef> ticket,
      Optional<Instant> createdAfter) {
    return new JobFilter(Set.of(), device.map(Device::id), site, ticket, createdAfter);
  }

  private static ActionRequest cancel(Job job) {
    return new ActionRequest(
        0,
        job.id(),
        Action.CANCEL,
        "change of plan",
        "night shift",
        "Nora",
        Optional.of(Stage.FAILED),
        true,
        Some.NOW);
  }
}
