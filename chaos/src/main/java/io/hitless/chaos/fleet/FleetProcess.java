package io.hitless.chaos.fleet;

import io.hitless.device.sim.CommandLog;
import io.hitless.device.sim.Profile;
import io.hitless.device.sim.Scenario;
import io.hitless.device.sim.SimulatedSwitch;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Starts switches, tells how they really stand and takes them away, one JSON line asked and one
/// answered at a time. Every command that any of them receives is written to a file by the switch
/// itself.
public final class FleetProcess {
  public static final String USERNAME = "issu";
  public static final String PASSWORD = "chaos-password";
  public static final String ENABLE_SECRET = "chaos-enable";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, SimulatedSwitch> switches = new ConcurrentHashMap<>();
  private final CommandLog log;
  private final double scale;

  private FleetProcess(CommandLog log, double scale) {
    this.log = log;
    this.scale = scale;
  }

  /// @param arguments the log file, and real seconds a device second
  public static void main(String[] arguments) throws Exception {
    var fleet =
        new FleetProcess(CommandLog.to(Path.of(arguments[0])), Double.parseDouble(arguments[1]));
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (var asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = asked.readLine(); line != null; line = asked.readLine()) {
        out.println("=" + JSON.writeValueAsString(fleet.answer(JSON.readTree(line))));
      }
    }
    System.exit(0);
  }

  private Object answer(JsonNode asked) {
    return switch (asked.path("do").asString()) {
      case "start" ->
          StreamSupport.stream(asked.path("switches").spliterator(), true)
              .map(this::start)
              .toList();
      case "snapshot" -> the(asked).snapshot();
      case "stop" -> stop(asked.path("name").asString());
      default -> throw new IllegalArgumentException("not understood: " + asked);
    };
  }

  private SimulatedSwitch the(JsonNode asked) {
    String name = asked.path("name").asString();
    return Optional.ofNullable(switches.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no switch " + name));
  }

  private List<String> stop(String name) {
    Optional.ofNullable(switches.remove(name)).ifPresent(SimulatedSwitch::close);
    return List.of(name);
  }

  private Map<String, Object> start(JsonNode wanted) {
    String scenario = wanted.path("scenario").asString();
    SimulatedSwitch device =
        SimulatedSwitch.builder()
            .profile(Profile.named(wanted.path("profile").asString()))
            .hostname(wanted.path("name").asString())
            .scenario(scenario.isEmpty() ? Scenario.PEACEFUL : Scenario.named(scenario))
            .scale(scale)
            .commandLog(log)
            .username(USERNAME)
            .password(PASSWORD)
            .enableSecret(ENABLE_SECRET)
            .start();
    switches.put(device.hostname(), device);
    return Map.of(
        "name", device.hostname(),
        "port", device.port(),
        "hostKeys", device.hostKeys(),
        "image", device.targetImage());
  }
}
