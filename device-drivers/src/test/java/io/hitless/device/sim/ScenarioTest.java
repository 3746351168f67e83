package io.hitless.device.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScenarioTest {
  @Test
  void the_index_lists_every_file_and_every_file_reads() throws Exception {
    Path folder = Path.of(Scenario.class.getResource("scenario").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".json")))
          .containsExactlyInAnyOrderElementsOf(
              Scenario.ids().stream().map(id -> id + ".json").toList());
    }
    assertThat(Scenario.all())
        .allSatisfy(scenario -> assertThat(Scenario.named(scenario.id()).story()).isNotBlank());
  }

  @Test
  void every_row_of_the_catalogue_that_a_switch_can_cause_has_a_scenario() {
    List<Integer> rows = Scenario.all().stream().map(Scenario::row).distinct().toList();
    assertThat(rows).containsAll(IntStream.rangeClosed(1, 41).boxed().toList());
  }

  @Test
  void every_kind_of_mishap_is_used_by_some_scenario_or_named_here() {
    List<String> used =
        Scenario.all().stream()
            .flatMap(scenario -> scenario.mishaps().stream())
            .map(mishap -> mishap.getClass().getSimpleName())
            .distinct()
            .toList();
    assertThat(Stream.of(Mishap.class.getPermittedSubclasses()).map(Class::getSimpleName))
        .allMatch(used::contains);
  }
}
