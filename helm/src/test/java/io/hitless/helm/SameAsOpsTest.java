package io.hitless.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Dashboards and alerts have one source, `ops/`: the chart has links to it, which Helm follows.
class SameAsOpsTest {
  private static final Path OPS = Path.of("..", "ops");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void dashboards_are_those_of_ops_to_the_byte() throws Exception {
    assertThat(dashboards(Chart.with("everything")))
        .isEqualTo(files(OPS.resolve("grafana/dashboards")))
        .isNotEmpty();
  }

  @Test
  void alerts_are_those_of_ops() throws Exception {
    var groups = YAML.createArrayNode();
    for (String text : files(OPS.resolve("prometheus/rules")).values()) {
      groups.addAll((ArrayNode) YAML.readTree(text).get("groups"));
    }

    assertThat(rules(Chart.with("everything"))).isEqualTo(groups).isNotEmpty();
  }

  @Test
  void alerts_lead_to_where_the_runbook_is_read(@TempDir Path folder) throws Exception {
    String runbook = "https://wiki.example.org/night";
    Path values = folder.resolve("values.yaml");
    Files.writeString(
        values,
        Files.readString(Chart.file("everything"))
            .replace("prometheusRule: {", "prometheusRule: { runbookBaseUrl: " + runbook + ","));
    String text =
        new Helm(Chart.SOURCE).template().withKubeVersion("1.31.0").withValuesFile(values).call();

    List<String> lines = text.lines().filter(line -> line.contains("runbook_url:")).toList();
    assertThat(lines).hasSizeGreaterThan(10).allMatch(line -> line.contains(runbook + "#hitless"));
  }

  @Test
  void a_packed_chart_carries_them_with_it(@TempDir Path folder) throws Exception {
    new Helm(Chart.SOURCE).packageIt().withDestination(folder).call();
    Path packed;
    try (Stream<Path> all = Files.list(folder)) {
      packed = all.filter(it -> it.toString().endsWith(".tgz")).findFirst().orElseThrow();
    }

    Chart chart = Chart.of(packed, "everything");

    assertThat(dashboards(chart)).isEqualTo(files(OPS.resolve("grafana/dashboards")));
    assertThat(rules(chart)).isEqualTo(rules(Chart.with("everything")));
  }

  private static Map<String, String> dashboards(Chart chart) {
    Map<String, String> all = new TreeMap<>();
    for (ConfigMap map : chart.all(ConfigMap.class)) {
      if (map.getMetadata().getLabels().containsKey("grafana_dashboard")) {
        all.putAll(map.getData());
      }
    }
    return all;
  }

  private static JsonNode rules(Chart chart) throws IOException {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(chart.text())) {
      List<JsonNode> rules =
          documents.readAll().stream()
              .filter(it -> it.path("kind").asText().equals("PrometheusRule"))
              .toList();
      return rules.getFirst().at("/spec/groups");
    }
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        all.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return all;
  }
}
