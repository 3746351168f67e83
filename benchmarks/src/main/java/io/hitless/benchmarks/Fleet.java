package io.hitless.benchmarks;

import io.hitless.device.Credentials;
import io.hitless.device.HostKeyPolicy;
import io.hitless.device.Secret;
import io.hitless.device.SshProfile;
import io.hitless.device.Target;
import io.hitless.device.sim.SimulatedFleet;
import io.hitless.inventory.Device;
import io.hitless.testing.Some;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Simulated switches in a process of their own, so that their heap and their CPU are not ours.
final class Fleet implements AutoCloseable {
  /// The algorithms of a 17.x are the cheapest ones that we speak: what the product adds to them
  /// weighs most.
  static final String PROFILE = "c9500-svl-17";

  static final String CREDENTIAL = "noc";

  static final Credentials LOGIN =
      new Credentials(
          "bench", Optional.of(Secret.of("bench-password")), Optional.empty(), Optional.empty());

  private final Process process;
  private final List<SimulatedFleet.Entry> switches;

  private Fleet(Process process, List<SimulatedFleet.Entry> switches) {
    this.process = process;
    this.switches = switches;
  }

  static Fleet start(int count) throws IOException {
    return start(count, List.of());
  }

  /// Switches that run faster than real ones, and write down what they are told.
  ///
  /// @param scale real seconds a second of theirs
  static Fleet hurried(int count, double scale, Path log) throws IOException {
    return start(count, List.of("--scale", String.valueOf(scale), "--log", log.toString()));
  }

  /// One switch that does this whenever it is asked `command`.
  ///
  /// @param mishap fields of a scenario's mishap, in JSON
  static Fleet hostile(String command, String mishap) throws IOException {
    Path scenario = Files.createTempFile("hitless-hostile-", ".json");
    try {
      Files.writeString(
          scenario,
          """
          {"id":"hostile","row":0,"story":"as named","mishaps":[{%s,"at":"command:%s"}]}
          """
              .formatted(mishap, command));
      return start(1, List.of("--scenario", scenario.toString()));
    } finally {
      Files.delete(scenario);
    }
  }

  private static Fleet start(int count, List<String> more) throws IOException {
    Path folder = Files.createTempDirectory("hitless-fleet-");
    Path inventory = folder.resolve("inventory.json");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                SimulatedFleet.class.getName(),
                "--count",
                String.valueOf(count),
                "--profile",
                PROFILE,
                "--username",
                LOGIN.username(),
                "--password",
                LOGIN.password().orElseThrow().reveal(),
                "--inventory",
                inventory.toString()));
    command.addAll(more);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      awaitReady(process);
      JsonMapper json = JsonMapper.shared();
      List<SimulatedFleet.Entry> switches = new ArrayList<>();
      for (JsonNode entry : json.readTree(Files.readString(inventory))) {
        switches.add(json.treeToValue(entry, SimulatedFleet.Entry.class));
      }
      return new Fleet(process, switches);
    } catch (IOException | RuntimeException failed) {
      process.destroy();
      throw failed;
    } finally {
      Files.deleteIfExists(inventory);
      Files.delete(folder);
    }
  }

  private static void awaitReady(Process process) throws IOException {
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    String line = said.readLine();
    while (line != null && !line.startsWith("READY")) {
      line = said.readLine();
    }
    if (line == null) {
      throw new IOException("the simulated fleet ended before it was ready");
    }
  }

  /// What the fleet says of itself.
  List<SimulatedFleet.Entry> switches() {
    return switches;
  }

  List<Target> targets() {
    return switches.stream().map(Fleet::target).toList();
  }

  private static Target target(SimulatedFleet.Entry one) {
    return new Target(
        one.name(),
        one.address(),
        one.port(),
        LOGIN,
        SshProfile.MODERN,
        HostKeyPolicy.PINNED,
        Set.copyOf(one.hostKeys()));
  }

  /// As the inventory keeps them.
  List<Device> devices() {
    return switches.stream().map(Fleet::device).toList();
  }

  private static Device device(SimulatedFleet.Entry one) {
    Instant now = Instant.EPOCH;
    return new Device(
        Some.deviceId(),
        one.name(),
        one.address(),
        one.port(),
        CREDENTIAL,
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        SshProfile.MODERN,
        HostKeyPolicy.PINNED,
        Set.copyOf(one.hostKeys()),
        Optional.empty(),
        0,
        now,
        now);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
