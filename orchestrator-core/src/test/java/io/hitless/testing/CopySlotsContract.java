package io.hitless.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.inventory.Device;
import io.hitless.job.CopyCaps.Cap;
import io.hitless.job.CopySlots;
import io.hitless.job.CopySlots.Answer;
import io.hitless.job.Job;
import io.hitless.job.Jobs;
import io.hitless.job.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What everybody keeps to who says which copies may go on at a site.
public abstract class CopySlotsContract {
  private static final Cap ONE = new Cap(1, Optional.empty());
  private static final Cap TWO = new Cap(2, Optional.empty());
  private static final Cap NARROW = new Cap(9, Optional.of(1000L));

  private final String site = "site-" + UUID.randomUUID();

  protected abstract CopySlots slots();

  protected abstract Jobs jobs();

  /// A device as it is registered, at the site.
  protected abstract Device known(Device device);

  private Job copying() {
    return copying(Optional.of(site));
  }

  private Job copying(Optional<String> where) {
    Device plain = Some.device("core-" + UUID.randomUUID());
    Job queued = Some.job(known(plain), Some.image("16.12.4"));
    var order = queued.order();
    Job job =
        new Job(
                queued.id(),
                new io.hitless.job.JobOrder(
                    order.device(),
                    order.deviceName(),
                    where,
                    order.image(),
                    order.filename(),
                    order.target(),
                    order.workflow(),
                    order.commit(),
                    order.soak(),
                    order.onFailure(),
                    order.notBefore(),
                    order.stageOnly(),
                    order.acknowledgeNoRollback(),
                    order.externalRefs(),
                    order.reason(),
                    order.author(),
                    order.authorPerson()),
                queued.stage(),
                queued.enteredAt(),
                queued.deadline(),
                queued.dueAt(),
                queued.waitingFor(),
                queued.step(),
                queued.percent(),
                queued.eta(),
                queued.doubt(),
                queued.handedOver(),
                queued.memory(),
                queued.outcome(),
                queued.timeline(),
                queued.epoch(),
                queued.version(),
                queued.createdAt(),
                queued.updatedAt())
            .with(draft -> draft.stage = Stage.STAGING);
    jobs().create(job, List.of());
    return job;
  }

  private void leaves(Job job) {
    Job held = jobs().claim(job.id(), "r", Duration.ofMinutes(1)).orElseThrow().job();
    var _ = jobs().save(held.with(draft -> draft.stage = Stage.ADDING), List.of());
    jobs().release(job.id(), held.epoch());
  }

  @Test
  void no_more_copies_go_on_at_a_site_than_it_allows_and_the_first_to_ask_is_next() {
    Job first = copying();
    Job second = copying();
    Job third = copying();
    Job last = copying();
    assertThat(slots().ask(first, TWO, false)).isInstanceOf(Answer.Granted.class);
    assertThat(slots().ask(second, TWO, true)).isInstanceOf(Answer.Granted.class);
    assertThat(slots().ask(third, TWO, false)).isEqualTo(new Answer.Wait(2, false));
    assertThat(slots().ask(last, TWO, false)).isEqualTo(new Answer.Wait(3, false));

    slots().free(second);

    assertThat(slots().ask(last, TWO, false)).isEqualTo(new Answer.Wait(2, false));
    assertThat(slots().ask(third, TWO, false)).isInstanceOf(Answer.Granted.class);
    assertThat(slots().ask(first, TWO, false)).isInstanceOf(Answer.Granted.class);
  }

  @Test
  void a_job_that_has_left_its_stage_holds_nothing_whether_it_gave_it_back_or_not() {
    Job first = copying();
    Job second = copying();
    assertThat(slots().ask(first, ONE, false)).isInstanceOf(Answer.Granted.class);
    assertThat(slots().ask(second, ONE, false)).isInstanceOf(Answer.Wait.class);

    leaves(first);

    assertThat(slots().ask(second, ONE, false)).isInstanceOf(Answer.Granted.class);
  }

  @Test
  void sites_do_not_wait_for_each_other_and_devices_without_one_share_theirs() {
    Job here = copying();
    Job there = copying(Optional.of("other-" + site));
    assertThat(slots().ask(here, ONE, false)).isInstanceOf(Answer.Granted.class);
    assertThat(slots().ask(there, ONE, false)).isInstanceOf(Answer.Granted.class);

    Job nowhere = copying(Optional.empty());
    Job neither = copying(Optional.empty());
    assertThat(slots().ask(nowhere, ONE, false)).isInstanceOf(Answer.Granted.class);
    assertThat(slots().ask(neither, ONE, false)).isInstanceOf(Answer.Wait.class);
    leaves(nowhere);
    leaves(neither);
  }

  @Test
  void no_pull_begins_while_the_others_use_the_bandwidth_up() {
    Job first = copying();
    Job second = copying();
    assertThat(slots().ask(first, NARROW, false)).isInstanceOf(Answer.Granted.class);
    assertThat(slots().ask(second, NARROW, false)).isEqualTo(new Answer.Wait(1, true));

    assertThat(slots().moving(first, NARROW, 1200)).isPresent();
    assertThat(slots().ask(second, NARROW, false)).isEqualTo(new Answer.Wait(1, true));

    assertThat(slots().moving(first, NARROW, 400)).isPresent();
    assertThat(slots().ask(second, NARROW, false)).isInstanceOf(Answer.Granted.class);
  }

  @Test
  void pushes_share_what_pulls_leave() {
    Job pull = copying();
    Job push = copying();
    Job another = copying();
    assertThat(slots().ask(pull, NARROW, false)).isInstanceOf(Answer.Granted.class);
    assertThat(slots().ask(push, NARROW, true)).isInstanceOf(Answer.Granted.class);
    assertThat(slots().moving(pull, NARROW, 400)).isPresent();
    assertThat(slots().moving(push, NARROW, 0)).contains(600L);

    assertThat(slots().ask(another, NARROW, true)).isInstanceOf(Answer.Granted.class);

    assertThat(slots().moving(push, NARROW, 600)).contains(300L);
    assertThat(slots().moving(push, ONE, 600)).isEmpty();
  }
}
