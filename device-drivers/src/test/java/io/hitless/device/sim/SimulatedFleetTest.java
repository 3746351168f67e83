package io.hitless.device.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulatedFleetTest {
  @Test
  void five_hundred_switches_live_in_one_process() throws Exception {
    int before = Thread.activeCount();
    try (SimulatedFleet fleet =
        SimulatedFleet.start(500, Profile.all(), 0, builder -> builder.scale(0.01))) {
      assertThat(Thread.activeCount() - before).isLessThan(30);
      assertThat(fleet.switches()).extracting(SimulatedSwitch::port).doesNotHaveDuplicates();
      for (SimulatedSwitch device :
          List.of(fleet.switches().getFirst(), fleet.switches().getLast())) {
        try (BareClient client = new BareClient(device).ready()) {
          assertThat(client.run("show running-config | include hostname"))
              .startsWith("hostname " + device.hostname());
        }
      }
    }
  }

  @Test
  void the_inventory_names_what_another_process_needs() {
    try (SimulatedFleet fleet =
        SimulatedFleet.start(6, Profile.all(), 0, builder -> builder.scale(0.01))) {
      assertThat(fleet.inventory())
          .allSatisfy(entry -> {
            assertThat(entry.hostKeys()).allMatch(key -> key.startsWith("SHA256:"));
            assertThat(entry.image().md5()).hasSize(32);
            assertThat(entry.image().sha512()).hasSize(128);
          });
      JsonNode first = JsonMapper.shared().valueToTree(fleet.inventory()).get(1);
      assertThat(first.get("image").get("filename").asString())
          .isEqualTo("cat9k_iosxe.16.12.04.SPA.bin");
    }
  }

  @Test
  void keys_follow_from_the_name_so_that_a_restarted_fleet_keeps_them() {
    List<String> before;
    try (SimulatedSwitch device = SimulatedSwitch.builder().hostname("a").start()) {
      before = device.hostKeys();
    }
    try (SimulatedSwitch same = SimulatedSwitch.builder().hostname("a").start();
        SimulatedSwitch other = SimulatedSwitch.builder().hostname("b").start()) {
      assertThat(same.hostKeys()).isEqualTo(before).doesNotContainAnyElementsOf(other.hostKeys());
    }
  }

  @Test
  void it_runs_as_a_program_and_ends_when_asked_to(@TempDir Path folder) throws Exception {
    Path inventory = folder.resolve("inventory.json");
    Path snapshots = folder.resolve("snapshots.json");
    Process program =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                SimulatedFleet.class.getName(),
                "--count",
                "3",
                "--profile",
                "all",
                "--scale",
                "0.01",
                "--scenario",
                "09-partial-add",
                "--inventory",
                inventory.toString(),
                "--listen",
                "0.0.0.0",
                "--known-as",
                "switches.example",
                "--snapshots",
                snapshots.toString(),
                "--log",
                folder.resolve("log").toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = program.inputReader()) {
      assertThat(out.lines().anyMatch("READY 3 switches"::equals)).isTrue();
      JsonNode known = JsonMapper.shared().readTree(Files.readString(inventory));
      assertThat(known).hasSize(3);
      assertThat(known.get(0).get("address").asString()).isEqualTo("switches.example");
      answersOnEveryAddress(known.get(0).get("port").asInt());
    } finally {
      program.destroy();
    }
    assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
    JsonNode truth = JsonMapper.shared().readTree(Files.readString(snapshots));
    assertThat(truth).hasSize(3);
    assertThat(truth.get(0).get("issuState").asString()).isEqualTo("none");
    assertThat(truth.get(0).get("units")).hasSize(2);
  }

  /// The whole of 127/8 is this machine.
  private static void answersOnEveryAddress(int port) throws Exception {
    try (Socket caller = new Socket(InetAddress.ofLiteral("127.0.0.2"), port)) {
      assertThat(
              new BufferedReader(
                      new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII))
                  .readLine())
          .startsWith("SSH-2.0-");
    }
  }

  @Test
  void a_log_in_a_file_has_one_object_a_command(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("commands.jsonl");
    try (CommandLog log = CommandLog.to(file);
        SimulatedSwitch device = SimulatedSwitch.builder().commandLog(log).start();
        BareClient client = new BareClient(device).ready()) {
      client.run("write memory");
      List<String> lines = Files.readAllLines(file);
      JsonNode last = JsonMapper.shared().readTree(lines.getLast());
      assertThat(last.get("line").asString()).isEqualTo("write memory");
      assertThat(last.get("changing").asBoolean()).isTrue();
      assertThat(last.get("outcome").asString()).isEqualTo("ACCEPTED");
      assertThat(last.get("before").get("units").get(0).get("version").asString())
          .isEqualTo("16.9.2");
      assertThat(last.get("at").asString()).endsWith("Z");
    }
  }
}
