package io.hitless.api.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import io.hitless.device.sim.ImageCatalogue;
import io.hitless.device.sim.Profile;
import io.hitless.device.sim.SimulatedFleet;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class EnrolFleetTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "HITLESS_API_KEY", ServiceTest.KEY,
          "HITLESS_FLEET_USERNAME", "issu",
          "HITLESS_FLEET_PASSWORD", "fleet-password",
          "HITLESS_FLEET_ENABLE_SECRET", "fleet-secret");

  @LocalServerPort int port;
  @TempDir Path folder;

  @Test
  void each_switch_of_the_inventory_gets_one_upgrade_however_often_it_is_run() throws Exception {
    String first = Caller.unique("c9500");
    String second = Caller.unique("c3850");
    Path inventory = folder.resolve("fleet.json");
    Files.writeString(
        inventory,
        JsonMapper.shared()
            .writeValueAsString(
                List.of(
                    entry(first, "c9500-svl-16.9", 22001),
                    entry(second, "c3850-svl-16.12", 22002))));

    assertThat(said(inventory)).startsWith("2 upgrades ordered");
    assertThat(said(inventory)).startsWith("0 upgrades ordered");

    var caller = new Caller(port, Optional.of(ServiceTest.KEY));
    for (String name : List.of(first, second)) {
      var jobs = caller.get("/api/v1/jobs?device=" + name);
      assertThat(jobs.all("/items", "reason")).as(name).containsExactly("demo");
      assertThat(caller.get("/api/v1/devices?name=" + name).all("/items", "address"))
          .containsExactly("switches.example");
    }
  }

  @Test
  void what_is_missing_is_named() throws Exception {
    var out = new ByteArrayOutputStream();
    String[] arguments = {"--inventory", folder.resolve("fleet.json").toString()};

    int code = EnrolFleet.run(arguments, Map.of(), InstantSource.system(), printing(out));

    assertThat(code).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("HITLESS_API_KEY is not set");
  }

  private static SimulatedFleet.Entry entry(String name, String profile, int switchPort) {
    Profile kind = Profile.named(profile);
    return new SimulatedFleet.Entry(
        name,
        "switches.example",
        switchPort,
        profile,
        List.of("SHA256:uNiVztksCsDhcc0u9e8BrVJCWvgxU6jRz7Yc1aB5yqk"),
        kind.startVersion(),
        ImageCatalogue.target(kind));
  }

  private String said(Path inventory) throws Exception {
    var out = new ByteArrayOutputStream();
    String[] arguments = {
      "--inventory", inventory.toString(), "--url", "http://127.0.0.1:" + port, "--stagger", "PT1M"
    };
    assertThat(EnrolFleet.run(arguments, ENVIRONMENT, InstantSource.system(), printing(out)))
        .isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream printing(ByteArrayOutputStream out) {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }
}
