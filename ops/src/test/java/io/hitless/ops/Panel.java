package io.hitless.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One panel of a dashboard.
record Panel(String dashboard, JsonNode json) {
  static List<Panel> all() throws IOException {
    List<Panel> panels = new ArrayList<>();
    try (Stream<Path> files = Files.list(Ops.FOLDER.resolve("grafana/dashboards"))) {
      for (Path file : files.sorted().toList()) {
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(file));
        dashboard
            .path("panels")
            .forEach(panel -> panels.add(new Panel(dashboard.path("uid").asString(), panel)));
      }
    }
    return panels;
  }

  String title() {
    return json.path("title").asString();
  }

  String type() {
    return json.path("type").asString();
  }

  List<JsonNode> targets() {
    return json.path("targets").valueStream().toList();
  }

  /// PromQL with Grafana's variables filled in.
  List<String> expressions() {
    return targets().stream()
        .filter(target -> target.has("expr"))
        .map(target -> target.path("expr").asString())
        .map(text -> text.replace("$__rate_interval", "30s").replace("$__range", "30m"))
        .toList();
  }

  /// SQL with Grafana's variables and macros filled in.
  List<String> statements(String device) {
    return targets().stream()
        .filter(target -> target.has("rawSql"))
        .map(target -> target.path("rawSql").asString())
        .map(text ->
            text.replace("${device}", device)
                .replaceAll(
                    "\\$__timeFilter\\(([^)]*)\\)",
                    "$1 BETWEEN now() - interval '6 hours' AND now() + interval '1 minute'"))
        .toList();
  }

  String name() {
    return dashboard + "/" + title();
  }
}
