package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.access.Scope;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFilter;
import io.hitless.inventory.DeviceId;
import io.hitless.job.Job;
import io.hitless.job.JobFilter;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import io.hitless.page.TimeOrderedIds;
import io.hitless.readiness.FleetRun;
import io.hitless.readiness.ReadinessRun;
import io.hitless.readiness.RunId;
import io.hitless.readiness.Targets;
import io.hitless.testing.Some;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the scope in SQL lets through, against what [Scope#covers] says of each device.
class ScopesTest {
  private static final List<Scope> SCOPES =
      List.of(
          Scope.EVERYTHING,
          new Scope(Set.of("FRA"), Set.of()),
          new Scope(Set.of("FRA", "MUC"), Set.of()),
          new Scope(Set.of(), Set.of("dc1")),
          new Scope(Set.of("MUC"), Set.of("dc1", "dc2")),
          new Scope(Set.of("nowhere"), Set.of()));

  private final TimeOrderedIds ids = new TimeOrderedIds(() -> Some.NOW, new Random(5));
  private final List<Device> devices = new ArrayList<>();
  private HikariDataSource database;
  private Repositories repositories;

  @BeforeEach
  void open() {
    database = TestDatabase.shared().fresh();
    repositories =
        Repositories.on(
            database,
            InstantSource.system(),
            Seal.with(Seal.newMasterKey()),
            SecretSources.under(Optional.empty()));
    for (String site : new String[] {"", "FRA", "MUC", "BER"}) {
      for (Set<String> tags : List.of(Set.<String>of(), Set.of("dc1"), Set.of("dc2", "lab"))) {
        Device device = device(Optional.of(site).filter(it -> !it.isEmpty()), tags);
        repositories.devices().add(device);
        devices.add(device);
      }
    }
  }

  @AfterEach
  void close() {
    repositories.close();
    database.close();
  }

  private Device device(Optional<String> site, Set<String> tags) {
    Device like = Some.device("core-" + devices.size());
    return new Device(
        new DeviceId(ids.next()),
        like.name(),
        like.address(),
        like.port(),
        like.credential(),
        site,
        like.role(),
        tags,
        like.redundancyGroup(),
        like.sshProfile(),
        like.hostKeyPolicy(),
        like.hostKeys(),
        like.facts(),
        like.version(),
        like.createdAt(),
        like.updatedAt());
  }

  private static <T> List<T> all(Function<PageRequest, Page<T>> list) {
    var all = new ArrayList<T>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(2));
    while (next.isPresent()) {
      Page<T> page = list.apply(next.get());
      all.addAll(page.items());
      next = page.next().map(cursor -> new PageRequest(Optional.of(cursor), 2));
    }
    return all;
  }

  private List<DeviceId> covered(Scope scope) {
    return devices.stream()
        .filter(it -> scope.covers(it.site(), it.tags()))
        .map(Device::id)
        .toList();
  }

  private static JobFilter jobs(Scope scope) {
    return new JobFilter(
        Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), scope);
  }

  @Test
  void devices_and_their_jobs_are_listed_as_far_as_the_scope_reaches() {
    for (Device device : devices) {
      repositories.jobs().create(Some.job(device, Some.image("16.12.4")), List.of());
    }
    for (Scope scope : SCOPES) {
      List<Device> seen =
          all(page -> repositories.devices().list(DeviceFilter.within(scope), page));
      List<Job> work = all(page -> repositories.jobs().list(jobs(scope), page));

      assertThat(seen)
          .extracting(Device::id)
          .as("%s", scope)
          .containsExactlyInAnyOrderElementsOf(covered(scope));
      assertThat(work)
          .extracting(job -> job.order().device())
          .as("%s", scope)
          .containsExactlyInAnyOrderElementsOf(covered(scope));
    }
  }

  @Test
  void a_job_goes_where_its_device_goes_and_stays_where_a_forgotten_one_was() {
    Device gone = device(Optional.of("FRA"), Set.of("dc1"));
    repositories.jobs().create(Some.job(gone, Some.image("16.12.4")), List.of());

    assertThat(all(page -> repositories.jobs().list(jobs(SCOPES.get(1)), page))).hasSize(1);
    assertThat(all(page -> repositories.jobs().list(jobs(SCOPES.get(3)), page))).isEmpty();
    assertThat(all(page -> repositories.jobs().list(jobs(SCOPES.get(5)), page))).isEmpty();
  }

  @Test
  void a_run_over_many_devices_is_for_those_who_may_know_of_all_of_them() {
    for (Device first : devices) {
      for (Device second : devices) {
        start(List.of(first, second));
      }
    }
    for (Scope scope : SCOPES) {
      List<FleetRun> seen = all(page -> repositories.readinessRuns().fleets(scope, page));
      int covered = covered(scope).size();

      assertThat(seen).as("%s", scope).hasSize(covered * covered);
      assertThat(seen).allMatch(fleet -> repositories.readinessRuns().within(scope, fleet.id()));
    }
    RunId any =
        repositories.readinessRuns().fleets(Scope.EVERYTHING, PageRequest.first(1)).items().stream()
            .findFirst()
            .orElseThrow()
            .id();
    assertThat(repositories.readinessRuns().within(SCOPES.get(5), any)).isFalse();
  }

  private void start(List<Device> meant) {
    var fleet =
        new FleetRun(
            new RunId(ids.next()),
            new Targets(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), true),
            Optional.empty(),
            1,
            "noc",
            Some.NOW,
            new FleetRun.Tally(meant.size(), 0, 0, 0));
    repositories
        .readinessRuns()
        .start(
            fleet,
            meant.stream()
                .map(device ->
                    new ReadinessRun(
                        new RunId(ids.next()),
                        device.id(),
                        Optional.empty(),
                        ReadinessRun.State.RUNNING,
                        Optional.empty(),
                        List.of(),
                        Some.NOW,
                        Optional.empty(),
                        Optional.of(fleet.id())))
                .toList());
  }
}
