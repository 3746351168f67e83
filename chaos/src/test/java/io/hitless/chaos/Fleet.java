package io.hitless.chaos;

import io.hitless.chaos.fleet.FleetProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The process that the switches live in, and what can be asked of it.
final class Fleet implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Process process;
  private final PrintStream in;
  private final BufferedReader out;

  private Fleet(Process process) {
    this.process = process;
    this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /// @param scale real seconds a device second
  static Fleet start(Path folder, Path log, double scale) throws IOException {
    return new Fleet(
        Child.java(FleetProcess.class, 700, List.of(log.toString(), Double.toString(scale)))
            .redirectError(folder.resolve("fleet.log").toFile())
            .start());
  }

  /// A switch as the service has to know it.
  record Switch(String name, int port, List<String> hostKeys, JsonNode image) {}

  /// How a switch is to be.
  record Wanted(String name, String profile, String scenario) {}

  List<Switch> add(List<Wanted> wanted) {
    JsonNode answer = ask(Map.of("do", "start", "switches", wanted));
    return StreamSupport.stream(answer.spliterator(), false)
        .map(each ->
            new Switch(
                each.path("name").asString(),
                each.path("port").asInt(),
                StreamSupport.stream(each.path("hostKeys").spliterator(), false)
                    .map(JsonNode::asString)
                    .toList(),
                each.path("image")))
        .toList();
  }

  /// How the switch really stands.
  JsonNode snapshot(String name) {
    return ask(Map.of("do", "snapshot", "name", name));
  }

  void remove(String name) {
    ask(Map.of("do", "stop", "name", name));
  }

  private synchronized JsonNode ask(Map<String, Object> what) {
    try {
      in.println(JSON.writeValueAsString(what));
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("=")) {
          return JSON.readTree(line.substring(1));
        }
      }
      throw new IllegalStateException("the fleet is gone");
    } catch (IOException broken) {
      throw new IllegalStateException("the fleet is gone", broken);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
