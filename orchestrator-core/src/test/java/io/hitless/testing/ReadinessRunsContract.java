package io.hitless.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.image.Image;
import io.hitless.inventory.Device;
import io.hitless.readiness.CheckResult;
import io.hitless.readiness.ReadinessRun;
import io.hitless.readiness.ReadinessRun.Verdict;
import io.hitless.readiness.ReadinessRuns;
import io.hitless.readiness.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every store of readiness runs keeps.
public abstract class ReadinessRunsContract {

  protected abstract ReadinessRuns runs();

  /// Registers what runs refer to.
  protected abstract Device known(Device device);

  protected abstract Image known(Image image);

  private ReadinessRun started(Optional<Image> image) {
    Device device = known(Some.device("ready-" + UUID.randomUUID()));
    var run =
        new ReadinessRun(
            new RunId(UUID.randomUUID()),
            device.id(),
            image.map(Image::id),
            ReadinessRun.State.RUNNING,
            Optional.empty(),
            List.of(),
            Some.NOW,
            Optional.empty());
    runs().start(run);
    return run;
  }

  @Test
  void a_run_is_found_as_it_was_started() {
    ReadinessRun without = started(Optional.empty());
    ReadinessRun with = started(Optional.of(known(Some.image("17.9." + System.nanoTime() % 999))));
    assertThat(runs().find(without.id())).contains(without);
    assertThat(runs().find(with.id())).contains(with);
    assertThat(runs().find(new RunId(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void a_finished_run_tells_every_check() {
    ReadinessRun run = started(Optional.empty());
    var sso =
        new CheckResult(
            "sso-mode",
            CheckResult.Result.PASS,
            "Both units run in SSO.",
            "show redundancy",
            List.of("Operating Redundancy Mode = sso"));
    Instant expires = Some.NOW.plusSeconds(1800);
    runs().finish(run.id(), Verdict.READY, List.of(sso), expires);
    ReadinessRun done = runs().find(run.id()).orElseThrow();
    assertThat(done.state()).isEqualTo(ReadinessRun.State.DONE);
    assertThat(done.verdict()).contains(Verdict.READY);
    assertThat(done.checks()).containsExactly(sso);
    assertThat(done.expiresAt()).contains(expires);
  }

  @Test
  void a_run_that_is_done_stays_as_it_was() {
    ReadinessRun run = started(Optional.empty());
    runs().finish(run.id(), Verdict.NOT_READY, List.of(), Some.NOW.plusSeconds(1800));
    ReadinessRun done = runs().find(run.id()).orElseThrow();
    runs().finish(run.id(), Verdict.READY, List.of(), Some.NOW.plusSeconds(3600));
    assertThat(runs().find(run.id())).contains(done);
  }
}
