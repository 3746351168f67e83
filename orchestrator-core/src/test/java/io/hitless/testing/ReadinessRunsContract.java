package io.hitless.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.access.Scope;
import io.hitless.image.Image;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceId;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import io.hitless.readiness.CheckResult;
import io.hitless.readiness.FleetRun;
import io.hitless.readiness.ReadinessRun;
import io.hitless.readiness.ReadinessRun.Verdict;
import io.hitless.readiness.ReadinessRuns;
import io.hitless.readiness.RunId;
import io.hitless.readiness.Targets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
            Optional.empty(),
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

  private FleetRun fleet(int devices, int atOnce) {
    var fleet =
        new FleetRun(
            new RunId(UUID.randomUUID()),
            new Targets(Set.of(), Set.of("FRA"), Set.of(), Set.of("x"), Set.of(), false),
            Optional.empty(),
            atOnce,
            "noc",
            Some.NOW,
            new FleetRun.Tally(devices, 0, 0, 0));
    List<ReadinessRun> parts = new ArrayList<>();
    for (int i = 0; i < devices; i++) {
      parts.add(part(Some.deviceId(), Optional.of(fleet.id())));
    }
    runs().start(fleet, parts);
    return fleet;
  }

  private static ReadinessRun part(DeviceId device, Optional<RunId> fleet) {
    return new ReadinessRun(
        new RunId(UUID.randomUUID()),
        device,
        Optional.empty(),
        ReadinessRun.State.RUNNING,
        Optional.empty(),
        List.of(),
        Some.NOW,
        Optional.empty(),
        fleet);
  }

  private List<ReadinessRun> parts(FleetRun fleet) {
    return runs().parts(fleet.id(), Optional.empty(), PageRequest.first(100)).items();
  }

  @Test
  void a_run_over_many_devices_tells_how_far_it_is() {
    FleetRun fleet = fleet(3, 2);
    assertThat(runs().findFleet(fleet.id())).contains(fleet);
    List<ReadinessRun> parts = parts(fleet);
    assertThat(parts).hasSize(3).allMatch(part -> part.fleet().equals(Optional.of(fleet.id())));
    Verdict[] found = {Verdict.READY, Verdict.NOT_READY, Verdict.UNKNOWN};
    for (int i = 0; i < 3; i++) {
      assertThat(runs().findFleet(fleet.id()).orElseThrow().state())
          .isEqualTo(ReadinessRun.State.RUNNING);
      runs().finish(parts.get(i).id(), found[i], List.of(), Some.NOW);
    }
    FleetRun done = runs().findFleet(fleet.id()).orElseThrow();
    assertThat(done.tally()).isEqualTo(new FleetRun.Tally(3, 1, 1, 1));
    assertThat(done.verdict()).contains(Verdict.NOT_READY);
    assertThat(
            runs().parts(fleet.id(), Optional.of(Verdict.UNKNOWN), PageRequest.first(100)).items())
        .extracting(ReadinessRun::id)
        .containsExactly(parts.get(2).id());
    assertThat(runs().findFleet(parts.getFirst().id())).isEmpty();
    assertThat(runs().find(fleet.id())).isEmpty();
  }

  @Test
  void parts_and_runs_are_paged_by_cursor() {
    FleetRun fleet = fleet(5, 5);
    fleet(2, 1);
    List<RunId> seen = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(2));
    while (next.isPresent()) {
      Page<ReadinessRun> page = runs().parts(fleet.id(), Optional.empty(), next.get());
      page.items().forEach(part -> seen.add(part.id()));
      next = page.next().map(cursor -> new PageRequest(Optional.of(cursor), 2));
    }
    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    List<RunId> fleets = new ArrayList<>();
    next = Optional.of(PageRequest.first(1));
    while (next.isPresent()) {
      Page<FleetRun> page = runs().fleets(Scope.EVERYTHING, next.get());
      page.items().forEach(found -> fleets.add(found.id()));
      next = page.next().map(cursor -> new PageRequest(Optional.of(cursor), 1));
    }
    assertThat(fleets).contains(fleet.id()).doesNotHaveDuplicates();
  }

  @Test
  void a_device_is_looked_at_by_one_run_at_a_time() {
    DeviceId device = known(Some.device("one-at-a-time-" + UUID.randomUUID())).id();
    ReadinessRun first = part(device, Optional.empty());
    ReadinessRun second = part(device, Optional.empty());
    runs().start(first);
    runs().start(second);
    assertThat(runs().begin(first.id())).isTrue();
    assertThat(runs().begin(second.id())).isFalse();
    assertThat(runs().begin(first.id())).as("revived after a crash").isTrue();
    runs().finish(first.id(), Verdict.READY, List.of(), Some.NOW);
    assertThat(runs().begin(second.id())).isTrue();
    assertThat(runs().begin(first.id())).as("done").isTrue();
    assertThat(runs().begin(new RunId(UUID.randomUUID()))).as("gone").isTrue();
  }
}
