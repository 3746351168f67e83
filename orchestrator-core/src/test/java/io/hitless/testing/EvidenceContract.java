package io.hitless.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.job.Evidence;
import io.hitless.job.Evidence.Kind;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every store of evidence keeps.
public abstract class EvidenceContract {

  protected abstract Evidence evidence();

  protected abstract Jobs jobs();

  /// A job that is known.
  protected abstract JobId job();

  private Job claimed(JobId id) {
    return jobs().claim(id, "replica-1", Duration.ofMinutes(1)).orElseThrow().job();
  }

  @Test
  void a_text_is_found_by_its_kind_and_replaced_by_the_next() {
    Job job = claimed(job());
    evidence().keep(job, Kind.DIFFERENCES, Some.NOW, "one\n");
    evidence().keep(job, Kind.CHECKS_BEFORE, Some.NOW, "PASS \u2014 sso\n");
    evidence().keep(job, Kind.DIFFERENCES, Some.NOW.plusSeconds(60), "two\n");
    assertThat(evidence().find(job.id(), Kind.DIFFERENCES))
        .contains(new Evidence.Item(Kind.DIFFERENCES, Some.NOW.plusSeconds(60), "two\n"));
    assertThat(evidence().find(job.id(), Kind.ISSU_HISTORY)).isEmpty();
    assertThat(evidence().of(job.id()))
        .extracting(Evidence.Item::kind)
        .containsExactly(Kind.CHECKS_BEFORE, Kind.DIFFERENCES);
    assertThat(evidence().of(new JobId(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void who_lost_the_lease_keeps_nothing() {
    Job late = claimed(job());
    jobs().release(late.id(), late.epoch());
    Job now = claimed(late.id());
    evidence().keep(now, Kind.DIFFERENCES, Some.NOW, "now\n");
    assertThatThrownBy(() -> evidence().keep(late, Kind.DIFFERENCES, Some.NOW, "late\n"))
        .isInstanceOf(Jobs.Fenced.class);
    assertThat(evidence().find(now.id(), Kind.DIFFERENCES).orElseThrow().text()).isEqualTo("now\n");
  }
}
