package io.hitless.api.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What can be said of the files under `ops/` without running anything: `mvn verify -Pops` does the
/// rest.
class DashboardsTest {
  private static final Path OPS = Path.of("..", "ops");
  private static final Set<String> UIDS =
      Set.of(
          "hitless-noc-wall",
          "hitless-jobs",
          "hitless-device",
          "hitless-platform",
          "hitless-objectives");

  /// Okabe and Ito's, which people with any colour vision tell apart, and a grey.
  private static final Set<String> COLOURS =
      Set.of(
          "#0072B2", "#009E73", "#E69F00", "#D55E00", "#CC79A7", "#56B4E9", "#F0E442", "#999999");

  private static final Pattern COLOUR = Pattern.compile("\"#[0-9A-Fa-f]{6}\"");
  private static final Pattern OURS = Pattern.compile("\\bissu_[a-z_]+");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

  private static Map<String, String> dashboards() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(OPS.resolve("grafana/dashboards"))) {
      for (Path file : files.toList()) {
        found.put(file.getFileName().toString().replace(".json", ""), Files.readString(file));
      }
    }
    return found;
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void each_has_a_fixed_uid_its_files_name_and_no_id() throws Exception {
    assertThat(dashboards().keySet()).isEqualTo(UIDS);
    dashboards()
        .forEach((name, text) -> {
          JsonNode dashboard = json(text);
          assertThat(dashboard.path("uid").asString()).isEqualTo(name);
          assertThat(dashboard.has("id")).as(name).isFalse();
          assertThat(dashboard.path("panels").valueStream()).noneMatch(panel -> panel.has("id"));
        });
  }

  @Test
  void data_sources_are_variables() throws Exception {
    dashboards()
        .forEach((name, text) -> {
          JsonNode dashboard = json(text);
          assertThat(dashboard.findValues("datasource"))
              .as(name)
              .extracting(source -> source.path("uid").asString())
              .isSubsetOf("${DS_PROMETHEUS}", "${DS_POSTGRES}");
          assertThat(dashboard.at("/templating/list").valueStream())
              .filteredOn(variable -> variable.path("type").asString().equals("datasource"))
              .extracting(variable -> variable.path("name").asString())
              .containsExactly("DS_PROMETHEUS", "DS_POSTGRES");
        });
  }

  @Test
  void each_panel_says_what_it_shows_in_what_unit_and_from_when_on_that_is_bad() throws Exception {
    List<String> lacking = new ArrayList<>();
    dashboards()
        .forEach((name, text) ->
            json(text)
                .path("panels")
                .forEach(panel -> {
                  String what = name + "/" + panel.path("title").asString();
                  JsonNode defaults = panel.at("/fieldConfig/defaults");
                  if (panel.path("title").asString().isBlank()
                      || panel.path("description").asString().length() < 15) {
                    lacking.add(what + ": title or description");
                  }
                  if (defaults.path("unit").asString("").isBlank()) {
                    lacking.add(what + ": unit");
                  }
                  if (defaults.at("/thresholds/steps").isEmpty()) {
                    lacking.add(what + ": thresholds");
                  }
                  if (panel.path("targets").isEmpty() || panel.path("gridPos").isEmpty()) {
                    lacking.add(what + ": queries or place");
                  }
                }));
    assertThat(lacking).isEmpty();
  }

  @Test
  void panels_lie_beside_each_other_and_within_the_screen() throws Exception {
    dashboards()
        .forEach((name, text) -> {
          Set<String> taken = new TreeSet<>();
          json(text)
              .path("panels")
              .forEach(panel -> {
                JsonNode place = panel.path("gridPos");
                int x = place.path("x").asInt();
                int y = place.path("y").asInt();
                assertThat(x + place.path("w").asInt()).as(name).isLessThanOrEqualTo(24);
                for (int column = x; column < x + place.path("w").asInt(); column++) {
                  for (int row = y; row < y + place.path("h").asInt(); row++) {
                    assertThat(taken.add(column + "/" + row))
                        .as(name + "/" + panel.path("title").asString() + " covers another")
                        .isTrue();
                  }
                }
              });
        });
  }

  @Test
  void colours_are_told_apart_by_everybody() throws Exception {
    dashboards()
        .forEach((name, text) -> {
          Matcher colours = COLOUR.matcher(text);
          while (colours.find()) {
            assertThat(COLOURS).as(name).contains(colours.group().replace("\"", ""));
          }
          assertThat(text).as(name).doesNotContain("palette-classic\"", "\"red\"", "\"green\"");
        });
  }

  @Test
  void queries_name_only_meters_of_the_one_file() throws Exception {
    Set<String> known = new TreeSet<>();
    for (Field field : Meters.class.getFields()) {
      known.add(String.valueOf(field.get(null)).replace('.', '_'));
    }
    String rules = Files.readString(OPS.resolve("prometheus/rules/hitless.yml"));
    Set<String> strangers = new TreeSet<>();
    for (String text : Stream.concat(dashboards().values().stream(), Stream.of(rules)).toList()) {
      Matcher names = OURS.matcher(text);
      while (names.find()) {
        if (known.stream().noneMatch(names.group()::startsWith)) {
          strangers.add(names.group());
        }
      }
    }
    assertThat(strangers).isEmpty();
  }

  @Test
  void each_meter_of_the_one_file_is_in_the_handbook_and_no_other() throws Exception {
    Set<String> known = new TreeSet<>();
    for (Field field : Meters.class.getFields()) {
      known.add(String.valueOf(field.get(null)).replace('.', '_'));
    }
    Set<String> told = new TreeSet<>();
    Matcher rows =
        Pattern.compile("(?m)^\\| `(issu_[a-z_]+?)(_total|_seconds)?` \\|")
            .matcher(Files.readString(Path.of("..", "docs", "operations.md")));
    while (rows.find()) {
      told.add(rows.group(1));
    }

    assertThat(told).isEqualTo(known);
  }

  @Test
  void each_alert_has_its_section_in_the_runbook_and_a_test_that_names_it() throws Exception {
    String rules = Files.readString(OPS.resolve("prometheus/rules/hitless.yml"));
    String tests = Files.readString(OPS.resolve("prometheus/tests/hitless.yml"));
    String runbook = Files.readString(Path.of("..", "docs", "runbook.md"));
    Matcher alerts = ALERT.matcher(rules);
    List<String> names = new ArrayList<>();
    while (alerts.find()) {
      names.add(alerts.group(1));
    }

    assertThat(names).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    for (String name : names) {
      assertThat(runbook).contains("## " + name + "\n");
      assertThat(rules)
          .contains(
              "runbook_url: https://hitless.example.net/docs/runbook.md#"
                  + name.toLowerCase(java.util.Locale.ROOT));
      assertThat(tests.split("alertname: " + name + "\\b", -1).length)
          .as(name + " fires and clears in a test")
          .isGreaterThan(2);
    }
  }
}
