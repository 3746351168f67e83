package io.hitless.benchmarks;

import io.hitless.device.DeviceException;
import io.hitless.device.Drivers;
import io.hitless.device.IssuDriver;
import io.hitless.device.SessionLog;
import io.hitless.device.Target;
import io.hitless.device.iosxe.DriverSettings;
import io.hitless.device.iosxe.IosXeDrivers;
import io.hitless.job.Look;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;

/// Healthy switches are looked at, alone and beside four that print 2 GB, a line of 50 MB, a page
/// after the other for ever, and a byte every 20 seconds, each of which is asked again five seconds
/// after it was given up (a job waits longer). Rounds alternate.
final class HostileWire implements Benchmark {
  private static final int HEALTHY = 200;
  private static final int AT_ONCE = 32;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

  /// Each asked twice a round, so that a round lasts longer than a hostile device is listened to.
  private static final int LOOKS = 2;

  private static final Map<String, String> HOSTILE = new LinkedHashMap<>();

  static {
    HOSTILE.put("2 GB", "\"kind\":\"EndlessOutput\",\"bytes\":2147483648,\"lineLength\":120");
    HOSTILE.put("50 MB line", "\"kind\":\"EndlessOutput\",\"bytes\":52428800,\"lineLength\":0");
    HOSTILE.put("endless --More--", "\"kind\":\"EndlessMore\"");
    HOSTILE.put("a byte every 20 s", "\"kind\":\"OutputCrawls\",\"bytes\":1,\"seconds\":20");
  }

  private final Size size;
  private final LongAccumulator longestTry = new LongAccumulator(Math::max, 0);
  private final LongAccumulator mostHeard = new LongAccumulator(Math::max, 0);
  private final AtomicLong tries = new AtomicLong();

  HostileWire(Size size) {
    this.size = size;
  }

  @Override
  public Section measure() throws Exception {
    int healthy = Math.min(HEALTHY, size.switches());
    List<Fleet> fleets = new ArrayList<>();
    try (Fleet fleet = Fleet.start(healthy);
        IosXeDrivers drivers = new IosXeDrivers(Clock.systemUTC(), DriverSettings.defaults())) {
      for (String mishap : HOSTILE.values()) {
        fleets.add(Fleet.hostile("show install summary", mishap));
      }
      List<Target> hostile = fleets.stream().flatMap(one -> one.targets().stream()).toList();
      List<Target> targets = fleet.targets();
      Duel duel =
          Duel.fight(
              size.rounds(),
              healthy * LOOKS,
              () -> () -> beside(drivers, hostile, () -> lookAt(drivers, targets)),
              () -> () -> lookAt(drivers, targets));
      return section(duel, healthy);
    } finally {
      fleets.forEach(Fleet::close);
    }
  }

  private static void lookAt(Drivers drivers, List<Target> targets) throws Exception {
    for (int look = 0; look < LOOKS; look++) {
      Crowd.each(
          targets,
          AT_ONCE,
          target -> {
            try (IssuDriver driver = drivers.open(target, SessionLog.NONE)) {
              if (!Look.at(driver).hot()) {
                throw new IllegalStateException(target.name() + " was not read rightly");
              }
            }
          });
    }
  }

  private void beside(Drivers drivers, List<Target> hostile, Lap.Work work) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    List<Thread> talkers =
        hostile.stream()
            .map(target -> Thread.ofVirtual().start(() -> pester(drivers, target, over)))
            .toList();
    try {
      work.run();
    } finally {
      over.countDown();
      for (Thread talker : talkers) {
        talker.interrupt();
        talker.join();
      }
    }
  }

  private void pester(Drivers drivers, Target target, CountDownLatch over) {
    try {
      do {
        long start = System.nanoTime();
        var heard = new Counting();
        try (IssuDriver driver = drivers.open(target, heard)) {
          driver.install();
          throw new IllegalStateException(target.name() + " was not hostile");
        } catch (DeviceException givenUp) {
          if (over.getCount() > 0) {
            tries.incrementAndGet();
            longestTry.accumulate(System.nanoTime() - start);
          }
        }
        mostHeard.accumulate(heard.characters.get());
      } while (!over.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Section section(Duel duel, int healthy) {
    return new Section(
        "Hostile devices beside " + healthy + " healthy ones",
        "%d at once, %d rounds with and without in turn; hostile: %s; %d times given up"
            .formatted(AT_ONCE, size.rounds(), String.join(", ", HOSTILE.keySet()), tries.get()),
        List.of(
            Figure.of("alone", Duel.median(duel.bare(), Lap::perSecond), "looks/s"),
            Figure.of("beside hostile ones", Duel.median(duel.ours(), Lap::perSecond), "looks/s"),
            Figure.of("beside against alone", duel.percent(), "%").atLeast(90),
            Figure.of("peak heap alone", peakMiB(duel.bare()), "MiB"),
            Figure.of("peak heap beside", peakMiB(duel.ours()), "MiB"),
            Figure.of("most heard in one try", mostHeard.get() / (double) Heap.MIB, "MiB")
                .atMost(17),
            Figure.of("longest try", longestTry.get() / 1e9, "s").atMost(95)));
  }

  private static double peakMiB(List<Lap> laps) {
    return laps.stream().mapToLong(Lap::peakHeap).max().orElseThrow() / (double) Heap.MIB;
  }

  private static final class Counting implements SessionLog {
    private final AtomicLong characters = new AtomicLong();

    @Override
    public void sent(Instant at, String line) {}

    @Override
    public void received(Instant at, String text) {
      characters.addAndGet(text.length());
    }

    @Override
    public void deviceLog(Instant at, String line) {}
  }
}
