package io.hitless.benchmarks;

import io.hitless.device.Drivers;
import io.hitless.device.IssuDriver;
import io.hitless.device.SessionLog;
import io.hitless.device.Target;
import io.hitless.device.iosxe.DriverSettings;
import io.hitless.device.iosxe.IosXeDrivers;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What an open session holds that was used and now only waits.
final class OpenSessions implements Benchmark {
  private final Size size;

  OpenSessions(Size size) {
    this.size = size;
  }

  @Override
  public Section measure() throws Exception {
    try (Fleet fleet = Fleet.start(size.switches());
        IosXeDrivers drivers = new IosXeDrivers(Clock.systemUTC(), DriverSettings.defaults())) {
      List<Target> targets = fleet.targets();
      open(drivers, targets.subList(0, targets.size() / 10)).forEach(IssuDriver::close);
      Footprint before = Footprint.now();
      Queue<IssuDriver> sessions = open(drivers, targets);
      Footprint after = Footprint.now();
      sessions.forEach(IssuDriver::close);
      double each = (double) (after.heap() - before.heap()) / targets.size() / Heap.KIB;
      return new Section(
          targets.size() + " open sessions",
          "each logged in, asked one question, and then left open; before and after, with everything"
              + " collected",
          List.of(
              Figure.of("heap of a session", each, "KiB").atMost(64),
              Figure.of("threads more", after.threads() - before.threads(), "threads")));
    }
  }

  private static Queue<IssuDriver> open(Drivers drivers, List<Target> targets) throws Exception {
    Queue<IssuDriver> sessions = new ConcurrentLinkedQueue<>();
    Crowd.each(
        targets,
        Readiness.AT_ONCE,
        target -> {
          IssuDriver session = drivers.open(target, SessionLog.NONE);
          sessions.add(session);
          session.software();
        });
    return sessions;
  }
}
