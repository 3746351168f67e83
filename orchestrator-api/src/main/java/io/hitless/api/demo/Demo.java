package io.hitless.api.demo;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// The main job of the README: upgrades a simulated fleet and shows it, then asks the switches
/// whether it is true.
final class Demo {
  private static final long REDRAW_MILLIS = 500;
  private static final Duration STAGGER = Duration.ofSeconds(4);

  private final DemoFleet fleet;
  private final Client client;
  private final Upgrades upgrades;
  private final InstantSource clock;
  private final PrintStream out;
  private final Wall wall;

  Demo(DemoFleet fleet, Client client, InstantSource clock, PrintStream out, boolean terminal) {
    this.fleet = fleet;
    this.client = client;
    this.upgrades = new Upgrades(client, clock);
    this.clock = clock;
    this.out = out;
    this.wall = new Wall(out, terminal);
  }

  /// Runs until every upgrade has ended or waits for a person; answers whether all ended as they
  /// should.
  boolean run(URI base, String key) throws InterruptedException {
    introduce(base, key);
    new Enrolment(client, DemoFleet.LOGIN, STAGGER).enrol(fleet.candidates(), clock.instant());
    return verdict(watch());
  }

  private List<Row> watch() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    AtomicReference<List<Row>> last = new AtomicReference<>(List.of());
    try (ScheduledExecutorService redraw =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory())) {
      var drawing =
          redraw.scheduleWithFixedDelay(
              () -> {
                List<Row> rows = upgrades.now();
                last.set(rows);
                wall.show(rows);
                if (rows.stream().allMatch(Row::settled)) {
                  ended.countDown();
                }
              },
              0,
              REDRAW_MILLIS,
              TimeUnit.MILLISECONDS);
      ended.await();
      drawing.cancel(false);
    }
    return last.get();
  }

  private boolean verdict(List<Row> rows) {
    Map<String, Row> byDevice = rows.stream().collect(Collectors.toMap(Row::device, row -> row));
    out.println();
    boolean all = true;
    for (DemoFleet.Member member : fleet.members()) {
      Row row = byDevice.get(member.name());
      boolean good = row != null && row.state().equals("SUCCEEDED") && member.isUpgraded();
      all &= good;
      out.println(
          "%-12s %-18s %s → %s  job %s, the switch itself says: %s"
              .formatted(
                  member.name(),
                  member.profile().name(),
                  member.profile().startVersion(),
                  member.target().version(),
                  row == null ? "missing" : row.state(),
                  inWords(member)));
    }
    out.println(
        all ? "Every upgrade ended as it should." : "Not every upgrade ended as it should.");
    return all;
  }

  private static String inWords(DemoFleet.Member member) {
    var truth = member.device().snapshot();
    return truth.units().stream()
            .map(unit -> unit.name() + " " + unit.role() + " " + unit.version())
            .collect(Collectors.joining(", "))
        + (member.isUpgraded() ? ", committed" : ", not done");
  }

  private void introduce(URI base, String key) {
    out.println("Hitless runs at " + base + ", its API page at " + base + "/swagger-ui.html");
    out.println("Try it:  curl -H 'Authorization: Bearer " + key + "' " + base + "/api/v1/jobs");
    out.println(
        fleet.members().size() + " simulated pairs, each a real SSH server, will be upgraded:");
    out.println();
  }
}
