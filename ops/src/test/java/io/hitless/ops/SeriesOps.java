package io.hitless.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.sim.Profile;
import io.hitless.device.sim.SimulatedFleet;
import io.hitless.device.sim.SimulatedSwitch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A large fleet: how many series Prometheus has to keep of it.
@Timeout(1800)
class SeriesOps {
  private static final int UPGRADES = 40;
  private static final Pattern SOMEBODY =
      Pattern.compile(
          "\\d+\\.\\d+\\.\\d+\\.\\d+|[0-9a-f]{8}-[0-9a-f]{4}|[0-9a-f]{16}|\\d{6}|c[0-9]{4}-[0-9]{3}|\\.bin");
  private static final Set<String> ENDS =
      Set.of("SUCCEEDED", "ROLLED_BACK", "FAILED", "CANCELLED", "NEEDS_OPERATOR");

  @Test
  void a_fleet_that_was_looked_at_and_upgraded_makes_few_series_and_no_label_names_a_device()
      throws Exception {
    int count = Integer.getInteger("ops.devices", 2000);
    Path folder = Ops.fresh("series");
    try (SimulatedFleet fleet = SimulatedFleet.start(count, Profile.all(), 0, Station::ready);
        Station station = Station.open(folder, Prometheus.freePort())) {
      station.credential();
      List<String> jobs = new ArrayList<>();
      for (SimulatedSwitch device : fleet.switches()) {
        station.register(device, "S" + Math.floorMod(device.port(), 40));
      }
      String run =
          station
              .post("/api/v1/readiness-runs", Map.of("targets", Map.of("roles", List.of("core"))))
              .path("id")
              .asString();
      for (SimulatedSwitch device : fleet.switches().subList(0, Math.min(count, UPGRADES))) {
        jobs.add(station.order(device, Map.of("soak", "PT0S")));
      }
      Patience.until(
          "every upgrade has ended",
          Duration.ofMinutes(15),
          () -> jobs.stream().allMatch(job -> ENDS.contains(station.state(job))));
      Patience.until(
          "every device was looked at",
          Duration.ofMinutes(15),
          () ->
              station.get("/api/v1/readiness-runs/" + run).path("state").asString().equals("DONE"));

      List<String> series = station.scrape().lines().filter(line -> !line.startsWith("#")).toList();
      System.out.println(
          "ops: " + count + " devices, " + jobs.size() + " upgrades, " + series.size() + " series");
      assertThat(series).hasSizeLessThan(3000);
      assertThat(series)
          .filteredOn(line -> line.contains("{"))
          .filteredOn(line ->
              SOMEBODY.matcher(line.substring(line.indexOf('{'), line.lastIndexOf('}'))).find())
          .isEmpty();
    }
  }
}
