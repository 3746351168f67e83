package io.hitless.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What the compose file and the image promise, beside what `ops/test-compose.sh` tries.
class ComposeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern DEFAULT =
      Pattern.compile("\\$\\{(\\w*(?:PASSWORD|KEY|SECRET))(?::-([^}]*))?}");

  @Test
  void no_secret_has_a_default_that_could_be_taken_for_a_real_one() throws IOException {
    String text = Files.readString(ROOT.resolve("docker-compose.yml"));

    Map<String, String> defaults = new TreeMap<>();
    for (MatchResult each : DEFAULT.matcher(text).results().toList()) {
      defaults.put(each.group(1), each.group(2) == null ? "" : each.group(2));
    }
    assertThat(defaults).hasSizeGreaterThan(5);
    defaults.forEach((name, value) -> {
      String plain =
          name.equals("HITLESS_MASTER_KEY")
              ? new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)
              : value;
      assertThat(plain).as(name).startsWith("demo-only");
    });
  }

  @Test
  void nothing_is_reached_from_outside_of_the_machine_nor_pulled_from_a_named_registry()
      throws IOException {
    for (JsonNode service : compose().get("services")) {
      for (JsonNode port : service.path("ports")) {
        assertThat(port.asText()).startsWith("127.0.0.1:");
      }
      String image = service.get("image").asText().replaceAll("\\$\\{\\w+:-([^}]*)}", "$1");
      assertThat(image).matches("(\\w+/)?[\\w-]+:[\\w.-]+");
    }
  }

  @Test
  void all_that_runs_our_image_is_locked_down_and_has_as_long_to_stop_as_in_kubernetes()
      throws IOException {
    JsonNode services = compose().get("services");
    for (String name : List.of("migrate", "hitless", "fleet", "enrol", "scrape-key")) {
      JsonNode service = services.get(name);
      assertThat(service.get("read_only").asBoolean()).as(name).isTrue();
      assertThat(service.at("/cap_drop/0").asText()).as(name).isEqualTo("ALL");
    }
    long grace = ChartTest.pods(Chart.with("minimal")).getSpec().getTerminationGracePeriodSeconds();
    assertThat(services.at("/hitless/stop_grace_period").asText()).isEqualTo(grace + "s");
  }

  @Test
  void the_image_gets_signals_itself_runs_as_nobody_and_dumps_nothing() throws IOException {
    List<String> lines = Files.readAllLines(ROOT.resolve("Dockerfile"));
    String options = Files.readString(ROOT.resolve("docker/jvm.options"));

    assertThat(lines.getLast()).startsWith("ENTRYPOINT [\"java\"").contains("@/app/jvm.options");
    assertThat(lines).contains("USER 10001:10001");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("FROM "))
        .allMatch(line -> line.matches("FROM (eclipse-temurin:25-j(dk|re)|service)( AS \\w+)?"));
    assertThat(options)
        .contains("-XX:-HeapDumpOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash")
        .contains("-XX:+ExitOnOutOfMemoryError");
  }

  /// With its anchors merged, which Jackson alone does not.
  private static JsonNode compose() throws IOException {
    Object read =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Files.readString(ROOT.resolve("docker-compose.yml")));
    return new ObjectMapper(new YAMLFactory()).valueToTree(read);
  }
}
