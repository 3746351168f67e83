package io.hitless.benchmarks;

import io.hitless.db.Repositories;
import io.hitless.device.Drivers;
import io.hitless.device.Target;
import io.hitless.device.iosxe.DriverSettings;
import io.hitless.device.iosxe.IosXeDrivers;
import io.hitless.inventory.Credential;
import io.hitless.inventory.Device;
import io.hitless.page.TimeOrderedIds;
import io.hitless.readiness.Checks;
import io.hitless.readiness.ReadinessRun;
import io.hitless.readiness.ReadinessRunner;
import io.hitless.readiness.RunId;
import io.hitless.readiness.StartReadiness;
import io.hitless.readiness.Thresholds;
import io.hitless.readiness.UpgradeRules;
import io.hitless.session.Sessions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// How fast the readiness of a fleet is found out, beside a bare client that types the very same
/// lines. Ours is the whole run: session, questions, parsers, checks, facts and verdict in the
/// database.
final class Readiness implements Benchmark {
  /// Devices that are talked to at the same time, by either side.
  static final int AT_ONCE = 32;

  private final Size size;
  private final Clock clock = Clock.systemUTC();

  Readiness(Size size) {
    this.size = size;
  }

  @Override
  public Section measure() throws Exception {
    try (Fleet fleet = Fleet.start(size.switches());
        Database database = new Database(clock);
        IosXeDrivers drivers = new IosXeDrivers(clock, DriverSettings.defaults());
        BareClient bare = new BareClient()) {
      Repositories ports = database.ports();
      ports.vault().add(Fleet.CREDENTIAL, Credential.Source.STORED, Fleet.LOGIN);
      List<Device> devices = fleet.devices();
      devices.forEach(ports.devices()::add);
      List<Target> targets = fleet.targets();

      Script script = new Script(drivers);
      List<RunId> all = new ArrayList<>(start(ports, devices.subList(0, 1)));
      runner(ports, script).run(all.getFirst());

      ReadinessRunner runner = runner(ports, drivers);
      Duel duel =
          Duel.fight(
              size.rounds(),
              devices.size(),
              () -> {
                List<RunId> runs = start(ports, devices);
                all.addAll(runs);
                return () -> Crowd.each(runs, AT_ONCE, runner::run);
              },
              () ->
                  () ->
                      Crowd.each(
                          targets,
                          AT_ONCE,
                          target -> bare.converse(target, target.name(), script.lines())));
      all.forEach(run -> mustHaveRead(ports, run));
      return section(duel, script.lines());
    }
  }

  private ReadinessRunner runner(Repositories ports, Drivers drivers) {
    return new ReadinessRunner(
        ports.readinessRuns(),
        ports.devices(),
        ports.images(),
        ports.events(),
        new Sessions(drivers, ports.devices(), ports.vault(), ports.events()),
        Checks.standard(UpgradeRules.shipped(), List.of()),
        Thresholds.STANDARD,
        ports.waivers(),
        clock);
  }

  private List<RunId> start(Repositories ports, List<Device> devices) {
    StartReadiness readiness =
        new StartReadiness(
            ports.readinessRuns(),
            ports.devices(),
            ports.images(),
            new TimeOrderedIds(clock, new Random()),
            clock);
    return devices.stream()
        .map(device -> readiness.start(device.id(), Optional.empty()).id())
        .toList();
  }

  /// A device that could not be read is quick.
  private static void mustHaveRead(Repositories ports, RunId id) {
    ReadinessRun run = ports.readinessRuns().find(id).orElseThrow();
    if (run.verdict().filter(verdict -> verdict != ReadinessRun.Verdict.UNKNOWN).isEmpty()) {
      throw new IllegalStateException("a device was not read: " + run);
    }
  }

  private Section section(Duel duel, List<String> lines) {
    double ours = Duel.median(duel.ours(), Lap::cpuMillisEach);
    double bare = Duel.median(duel.bare(), Lap::cpuMillisEach);
    return new Section(
        "Readiness of " + size.switches() + " switches",
        "%d at once, %d rounds of either side in turn; the %d lines that both type: %s"
            .formatted(AT_ONCE, size.rounds(), lines.size(), String.join("; ", lines)),
        List.of(
            Figure.of("ours", Duel.median(duel.ours(), Lap::perSecond), "devices/s"),
            Figure.of("bare", Duel.median(duel.bare(), Lap::perSecond), "devices/s"),
            Figure.of("ours against bare", duel.percent(), "%").atLeast(70),
            Figure.of("CPU of ours", ours, "ms/device"),
            Figure.of("CPU of bare", bare, "ms/device"),
            Figure.of("peak heap of ours", peakMiB(duel.ours()), "MiB"),
            Figure.of("peak heap of bare", peakMiB(duel.bare()), "MiB")));
  }

  private static double peakMiB(List<Lap> laps) {
    return laps.stream().mapToLong(Lap::peakHeap).max().orElseThrow() / (double) Heap.MIB;
  }
}
