package io.hitless.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.access.Scope;
import io.hitless.device.HostKeyPolicy;
import io.hitless.device.SshProfile;
import io.hitless.device.facts.Platform;
import io.hitless.inventory.Device;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import io.hitless.page.TimeOrderedIds;
import io.hitless.testing.InMemoryDevices;
import io.hitless.testing.InMemoryEvents;
import io.hitless.testing.InMemoryImages;
import io.hitless.testing.InMemoryReadinessRuns;
import io.hitless.testing.Some;
import io.hitless.testing.TickingClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StartFleetRunTest {
  private final TickingClock clock = new TickingClock();
  private final InMemoryEvents events = new InMemoryEvents(clock);
  private final InMemoryDevices devices = new InMemoryDevices(events, id -> false);
  private final InMemoryImages images = new InMemoryImages(id -> false);
  private final InMemoryReadinessRuns runs = new InMemoryReadinessRuns();
  private final StartFleetRun starting =
      new StartFleetRun(runs, devices, images, new TimeOrderedIds(clock, new Random(1)), clock, 50);

  private Device add(String name, String site, String role, String... tags) {
    var device =
        new Device(
            Some.deviceId(),
            name,
            "192.0.2.10",
            22,
            "noc",
            Optional.of(site),
            Optional.of(role),
            Set.of(tags),
            Optional.empty(),
            SshProfile.MODERN,
            HostKeyPolicy.PINNED,
            Set.of(),
            Optional.empty(),
            0,
            Some.NOW,
            Some.NOW);
    devices.add(device);
    return device;
  }

  private static Targets targets(Set<String> named, Set<String> sites, Set<String> roles) {
    return new Targets(named, sites, roles, Set.of(), Set.of(), false);
  }

  private List<String> meant(Targets targets) {
    FleetRun fleet =
        starting.start(targets, Optional.empty(), Optional.empty(), "noc", Scope.EVERYTHING, true);
    List<ReadinessRun> parts = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(500));
    while (next.isPresent()) {
      Page<ReadinessRun> page = runs.parts(fleet.id(), Optional.empty(), next.get());
      parts.addAll(page.items());
      next = page.next().map(cursor -> new PageRequest(Optional.of(cursor), 500));
    }
    assertThat(fleet.tally().devices()).isEqualTo(parts.size());
    return parts.stream()
        .map(part -> devices.find(part.device()).orElseThrow().name())
        .sorted()
        .toList();
  }

  @Test
  void every_filter_must_fit_and_what_is_named_is_meant_all_the_same() {
    add("a", "FRA", "core", "x");
    add("b", "FRA", "access", "x", "y");
    Device c = add("c", "HAM", "access");
    devices.learned(c.id(), Some.facts("16.9.2"));
    assertThat(meant(targets(Set.of(), Set.of("FRA"), Set.of()))).containsExactly("a", "b");
    assertThat(meant(targets(Set.of(), Set.of("FRA", "HAM"), Set.of("access"))))
        .containsExactly("b", "c");
    assertThat(meant(targets(Set.of(c.id().toString()), Set.of("FRA"), Set.of("core"))))
        .containsExactly("a", "c");
    assertThat(meant(new Targets(Set.of(), Set.of(), Set.of(), Set.of("y"), Set.of(), false)))
        .containsExactly("b");
    assertThat(
            meant(
                new Targets(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(Platform.C9500), false)))
        .containsExactly("c");
    assertThat(meant(new Targets(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), true)))
        .containsExactly("a", "b", "c");
  }

  @Test
  void more_devices_than_a_page_are_all_meant() {
    for (int i = 0; i < 1203; i++) {
      add("device-" + i, "FRA", "core");
    }
    assertThat(meant(targets(Set.of("device-7"), Set.of("FRA"), Set.of()))).hasSize(1203);
  }

  @Test
  void a_name_that_is_nobodys_and_targets_that_mean_nobody_are_refused() {
    add("a", "FRA", "core");
    assertThatThrownBy(() -> meant(targets(Set.of("a", "z"), Set.of(), Set.of())))
        .isInstanceOfSatisfying(
            UnknownReference.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("unknown-device");
              assertThat(refused.pointer()).isEqualTo("/targets/devices");
            });
    assertThatThrownBy(() -> meant(targets(Set.of(), Set.of("HAM"), Set.of())))
        .hasMessageContaining("no device fits");
    assertThatThrownBy(() -> meant(targets(Set.of(), Set.of(), Set.of())))
        .hasMessageContaining("no device fits");
  }

  @Test
  void nobody_gets_more_at_once_than_the_house_allows() {
    add("a", "FRA", "core");
    Targets all = targets(Set.of("a"), Set.of(), Set.of());
    assertThat(
            starting
                .start(all, Optional.empty(), Optional.of(9), "noc", Scope.EVERYTHING, false)
                .atOnce())
        .isEqualTo(9);
    assertThat(
            starting
                .start(all, Optional.empty(), Optional.of(900), "noc", Scope.EVERYTHING, false)
                .atOnce())
        .isEqualTo(50);
    assertThat(runs.fleets(Scope.EVERYTHING, PageRequest.first(10)).items()).isEmpty();
  }

  @Test
  void the_whole_is_as_ready_as_its_least_ready_device() {
    var id = new RunId(UUID.randomUUID());
    assertThat(fleet(id, 3, 2, 0, 0).verdict()).isEmpty();
    assertThat(fleet(id, 3, 3, 0, 0).verdict()).contains(ReadinessRun.Verdict.READY);
    assertThat(fleet(id, 3, 2, 0, 1).verdict()).contains(ReadinessRun.Verdict.UNKNOWN);
    assertThat(fleet(id, 3, 1, 1, 1).verdict()).contains(ReadinessRun.Verdict.NOT_READY);
  }

  private static FleetRun fleet(RunId id, int devices, int ready, int not, int unknown) {
    return new FleetRun(
        id,
        new Targets(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), true),
        Optional.empty(),
        1,
        "noc",
        Some.NOW,
        new FleetRun.Tally(devices, ready, not, unknown));
  }
}
