package io.hitless.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.testing.World;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountedLeasesTest {
  private static final Duration LEASE = Duration.ofSeconds(20);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private double count(String event) {
    return meters.get("issu.lease.events").tag("event", event).counter().count();
  }

  @Test
  void a_replica_that_stood_still_shows_as_taken_over_and_what_it_wrote_late_as_fenced() {
    World world = new World("16.9.2", "16.12.4");
    JobId id = world.placed();
    Jobs jobs = new CountedLeases(world.jobs, meters);
    Job paused = jobs.claim(id, "replica-1", LEASE).orElseThrow().job();
    assertThat(jobs.renew(id, paused.epoch(), LEASE)).isTrue();

    world.clock.until(world.clock.instant().plus(LEASE).plusSeconds(1));
    jobs.claim(id, "replica-2", LEASE);

    assertThat(jobs.renew(id, paused.epoch(), LEASE)).isFalse();
    assertThatThrownBy(() -> jobs.save(paused, List.of())).isInstanceOf(Jobs.Fenced.class);
    assertThat(count("acquired")).isEqualTo(1);
    assertThat(count("renewed")).isEqualTo(1);
    assertThat(count("taken_over")).isEqualTo(1);
    assertThat(count("lost")).isEqualTo(1);
    assertThat(count("fenced")).isEqualTo(1);
  }
}
