package io.hitless.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.inventory.Device;
import io.hitless.job.Intent;
import io.hitless.job.Job;
import io.hitless.job.Jobs;
import io.hitless.job.Stage;
import io.hitless.job.UpgradeCaps;
import io.hitless.job.UpgradeSlots;
import io.hitless.job.UpgradeSlots.Answer;
import io.hitless.job.WaitingFor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What everybody keeps to who says which upgrades may be under way.
public abstract class UpgradeSlotsContract {
  private static final UpgradeCaps TWO_A_SITE = new UpgradeCaps(1000, 2);

  private final String site = "site-" + UUID.randomUUID();
  private final List<Job> placed = new ArrayList<>();

  protected abstract UpgradeSlots slots();

  protected abstract Jobs jobs();

  private Job staged(String where) {
    Device plain = Some.device("core-" + UUID.randomUUID());
    Device device =
        new Device(
            plain.id(),
            plain.name(),
            plain.address(),
            plain.port(),
            plain.credential(),
            Optional.of(where),
            plain.role(),
            plain.tags(),
            plain.redundancyGroup(),
            plain.sshProfile(),
            plain.hostKeyPolicy(),
            plain.hostKeys(),
            plain.facts(),
            plain.version(),
            plain.createdAt(),
            plain.updatedAt());
    Job job = Some.job(device, Some.image("16.12.4")).with(draft -> draft.stage = Stage.STAGED);
    jobs().create(job, List.of());
    placed.add(job);
    return job;
  }

  private void comesTo(Job job, Stage stage, Intent.Kind... meaning) {
    changes(job, draft -> draft.stage = stage, meaning);
  }

  private void changes(Job job, Consumer<Job.Draft> change, Intent.Kind... meaning) {
    Job held = jobs().claim(job.id(), "r", Duration.ofMinutes(1)).orElseThrow().job();
    for (Intent.Kind kind : meaning) {
      var _ = jobs().intend(held, kind, "install activate issu", List.of());
    }
    var _ = jobs().save(held.with(change), List.of());
    jobs().release(job.id(), held.epoch());
  }

  private static void handedOver(Job.Draft draft) {
    draft.handedOver = true;
  }

  private static void waitsForApproval(Job.Draft draft) {
    draft.waitingFor = Set.of(WaitingFor.APPROVAL);
  }

  @AfterEach
  void end() {
    for (Job job : placed) {
      if (!jobs().find(job.id()).orElseThrow().stage().terminal()) {
        comesTo(job, Stage.FAILED);
      }
    }
  }

  @Test
  void no_more_upgrades_are_under_way_at_a_site_than_it_allows_and_the_first_to_ask_is_next() {
    Job first = staged(site);
    Job second = staged(site);
    Job third = staged(site);
    Job last = staged(site);
    assertThat(slots().ask(first, TWO_A_SITE)).isInstanceOf(Answer.Granted.class);
    assertThat(slots().ask(second, TWO_A_SITE)).isInstanceOf(Answer.Granted.class);
    assertThat(slots().ask(third, TWO_A_SITE)).isEqualTo(new Answer.Full(2, true));
    assertThat(slots().ask(last, TWO_A_SITE)).isEqualTo(new Answer.Full(3, true));
    assertThat(slots().ask(staged("other-" + site), TWO_A_SITE)).isInstanceOf(Answer.Granted.class);
    comesTo(second, Stage.SOAKING);
    assertThat(slots().ask(third, TWO_A_SITE)).isEqualTo(new Answer.Full(2, true));

    comesTo(second, Stage.SUCCEEDED);

    assertThat(slots().ask(last, TWO_A_SITE)).isEqualTo(new Answer.Full(2, true));
    assertThat(slots().ask(third, TWO_A_SITE)).isInstanceOf(Answer.Granted.class);
    assertThat(slots().ask(first, TWO_A_SITE)).isInstanceOf(Answer.Granted.class);
  }

  @Test
  void who_waits_because_of_all_sites_is_told_how_many_come_first() {
    UpgradeCaps one = new UpgradeCaps(1, 1000);
    assertThat(slots().ask(staged(site), one)).isInstanceOf(Answer.Granted.class);
    assertThat(slots().ask(staged("2-" + site), one)).isEqualTo(new Answer.Full(1, false));
    Job third = staged("3-" + site);
    assertThat(slots().ask(third, one)).isEqualTo(new Answer.Full(2, false));
    assertThat(slots().ask(third, one)).isEqualTo(new Answer.Full(2, false));
  }

  @Test
  void a_device_that_was_activated_and_waits_for_a_person_keeps_its_slot_and_another_does_not() {
    UpgradeCaps one = new UpgradeCaps(1000, 1);
    Job first = staged(site);
    Job second = staged(site);
    assertThat(slots().ask(first, one)).isInstanceOf(Answer.Granted.class);
    comesTo(first, Stage.NEEDS_OPERATOR, Intent.Kind.ACTIVATE);
    assertThat(slots().ask(second, one)).isEqualTo(new Answer.Full(1, true));

    comesTo(first, Stage.ROLLED_BACK);
    assertThat(slots().ask(second, one)).isInstanceOf(Answer.Granted.class);
    comesTo(second, Stage.NEEDS_OPERATOR);
    assertThat(slots().ask(staged(site), one)).isInstanceOf(Answer.Granted.class);
  }

  @Test
  void who_asks_no_more_is_in_nobodys_way_whether_it_had_a_slot_or_only_a_place() {
    UpgradeCaps one = new UpgradeCaps(1000, 1);
    for (Consumer<Job.Draft> leaving :
        List.<Consumer<Job.Draft>>of(
            UpgradeSlotsContract::handedOver, UpgradeSlotsContract::waitsForApproval)) {
      Job under = staged(site);
      Job before = staged(site);
      Job last = staged(site);
      assertThat(slots().ask(under, one)).isInstanceOf(Answer.Granted.class);
      assertThat(slots().ask(before, one)).isEqualTo(new Answer.Full(1, true));
      assertThat(slots().ask(last, one)).isEqualTo(new Answer.Full(2, true));

      changes(before, leaving);
      assertThat(slots().ask(last, one)).isEqualTo(new Answer.Full(1, true));
      changes(under, leaving);
      assertThat(slots().ask(last, one)).isInstanceOf(Answer.Granted.class);
      comesTo(last, Stage.SUCCEEDED);
    }
  }

  @Test
  void a_device_that_was_activated_keeps_its_slot_whoever_has_it_in_hand() {
    UpgradeCaps one = new UpgradeCaps(1000, 1);
    Job first = staged(site);
    Job second = staged(site);
    assertThat(slots().ask(first, one)).isInstanceOf(Answer.Granted.class);
    changes(first, UpgradeSlotsContract::handedOver, Intent.Kind.INSTALL_ONE_STEP);
    slots().free(first);
    assertThat(slots().ask(second, one)).isEqualTo(new Answer.Full(1, true));
  }

  /// What its row says of it is what its last turn wrote.
  @Test
  void whose_turn_is_going_on_keeps_its_slot_whatever_its_row_says() {
    UpgradeCaps one = new UpgradeCaps(1000, 1);
    Job approved = staged(site);
    Job second = staged(site);
    changes(approved, UpgradeSlotsContract::waitsForApproval);
    Job held = jobs().claim(approved.id(), "r", Duration.ofMinutes(1)).orElseThrow().job();
    assertThat(slots().ask(approved, one)).isInstanceOf(Answer.Granted.class);
    assertThat(slots().ask(second, one)).isEqualTo(new Answer.Full(1, true));
    assertThat(slots().ask(approved, one)).isInstanceOf(Answer.Granted.class);
    jobs().release(approved.id(), held.epoch());
  }

  @Test
  void a_slot_that_is_given_back_goes_to_the_next_and_whoever_gave_it_asks_last() {
    UpgradeCaps one = new UpgradeCaps(1000, 1);
    Job first = staged(site);
    Job second = staged(site);
    assertThat(slots().ask(first, one)).isInstanceOf(Answer.Granted.class);
    slots().free(first);
    assertThat(slots().ask(second, one)).isInstanceOf(Answer.Granted.class);
    assertThat(slots().ask(first, one)).isEqualTo(new Answer.Full(1, true));
    slots().free(first);
    slots().free(staged(site));
  }

  @Test
  void of_many_that_ask_at_once_everywhere_only_as_many_as_allowed_get_a_slot() throws Exception {
    UpgradeCaps three = new UpgradeCaps(3, 1000);
    List<Callable<Answer>> asking = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Job job = staged("site-" + UUID.randomUUID());
      asking.addAll(Collections.nCopies(2, () -> slots().ask(job, three)));
    }
    try (ExecutorService replicas = Executors.newFixedThreadPool(8)) {
      long granted = 0;
      for (var answer : replicas.invokeAll(asking)) {
        granted += answer.get() instanceof Answer.Granted ? 1 : 0;
      }
      // Who got one and asked again was told so again.
      assertThat(granted).isBetween(3L, 6L);
    }
    long held =
        placed.stream().filter(job -> slots().ask(job, three) instanceof Answer.Granted).count();
    assertThat(held).isEqualTo(3);
  }
}
