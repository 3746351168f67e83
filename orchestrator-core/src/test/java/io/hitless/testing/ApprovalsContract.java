package io.hitless.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.approval.Approval;
import io.hitless.approval.Approval.Decision;
import io.hitless.approval.Approvals;
import io.hitless.inventory.Device;
import io.hitless.job.Action;
import io.hitless.job.ActionRequest;
import io.hitless.job.Intent;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every store of decisions keeps.
public abstract class ApprovalsContract {

  protected abstract Approvals approvals();

  protected abstract Jobs jobs();

  /// The device, registered where that is needed.
  protected abstract Device known(Device device);

  private Job job() {
    Job job = Some.job(known(Some.device("core-" + UUID.randomUUID())), Some.image("16.12.4"));
    jobs().create(job, List.of());
    return job;
  }

  private static ActionRequest tells(JobId job, Action action, boolean installState) {
    return new ActionRequest(
        0, job, action, "fine", "Ada", "ada", Optional.empty(), installState, Some.NOW);
  }

  private Approval kept(JobId job, Optional<Long> clear, Decision decision) {
    return approvals()
        .keep(
            new Approval(
                0,
                job,
                clear,
                decision,
                "abc",
                "key:1",
                "Ada",
                "ada",
                "fine",
                Some.NOW,
                Some.NOW.plus(Duration.ofHours(1)),
                0,
                0),
            tells(job, Action.APPROVE, false),
            List.of());
  }

  @Test
  void a_decision_is_kept_and_the_job_is_told_by_a_request_that_it_names() {
    JobId job = job().id();
    Approval given = kept(job, Optional.empty(), Decision.APPROVED);
    assertThat(jobs().requests(job))
        .singleElement()
        .satisfies(request -> {
          assertThat(request.id()).isEqualTo(given.request());
          assertThat(request.action()).isEqualTo(Action.APPROVE);
          assertThat(request.person()).isEqualTo("ada");
        });
    assertThat(approvals().newest(job, Optional.empty())).contains(given);
    assertThat(approvals().of(job)).containsExactly(given);
    assertThat(given.digest()).isEqualTo("abc");
    assertThat(given.until()).isEqualTo(Some.NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void the_newest_decision_about_the_same_thing_is_told_from_those_about_others() {
    JobId job = job().id();
    kept(job, Optional.empty(), Decision.APPROVED);
    Approval no = kept(job, Optional.empty(), Decision.DENIED);
    jobs().request(tells(job, Action.CLEAR, true), List.of());
    long clear = approvals().clearAsked(job).orElseThrow().id();
    Approval other = kept(job, Optional.of(clear), Decision.BROKEN_GLASS);
    assertThat(approvals().newest(job, Optional.empty())).contains(no);
    assertThat(approvals().newest(job, Optional.of(clear))).contains(other);
    assertThat(approvals().newest(new JobId(UUID.randomUUID()), Optional.empty())).isEmpty();
    assertThat(approvals().of(job)).hasSize(3);
  }

  @Test
  void only_a_request_for_install_state_is_one_to_clear_it() {
    JobId job = job().id();
    jobs().request(tells(job, Action.CLEAR, false), List.of());
    assertThat(approvals().clearAsked(job)).isEmpty();
    jobs().request(tells(job, Action.CLEAR, true), List.of());
    Job claimed = jobs().claim(job, "replica-1", Duration.ofSeconds(20)).orElseThrow().job();
    long asked = approvals().clearAsked(job).orElseThrow().id();
    jobs().answered(claimed, asked);
    assertThat(approvals().clearAsked(job).map(ActionRequest::id)).contains(asked);
  }

  @Test
  void a_decision_remembers_what_was_intended_before_it() {
    JobId job = job().id();
    assertThat(kept(job, Optional.empty(), Decision.APPROVED).afterIntent()).isZero();
    Job claimed = jobs().claim(job, "replica-1", Duration.ofSeconds(20)).orElseThrow().job();
    Intent intent = jobs().intend(claimed, Intent.Kind.ADD, "install add …", List.of());
    assertThat(kept(job, Optional.empty(), Decision.APPROVED).afterIntent()).isEqualTo(intent.id());
  }
}
