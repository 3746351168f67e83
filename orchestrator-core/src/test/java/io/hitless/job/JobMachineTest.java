package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobMachineTest {
  private final JobMachine machine = new JobMachine();

  private record Asked(Stage from, Signal signal) {}

  private static Map<Asked, Stage> table() {
    var table = new HashMap<Asked, Stage>();
    for (Arrow arrow : Arrow.TABLE) {
      assertThat(table.put(new Asked(arrow.from(), arrow.signal()), arrow.to()))
          .as("two arrows from %s by %s", arrow.from(), arrow.signal())
          .isNull();
    }
    return table;
  }

  @Test
  void every_signal_in_every_stage_follows_its_arrow_or_is_illegal() {
    Map<Asked, Stage> table = table();
    for (Stage from : Stage.values()) {
      for (Signal signal : Signal.values()) {
        Optional<Stage> to = Optional.ofNullable(table.get(new Asked(from, signal)));
        if (to.isPresent()) {
          assertThat(machine.next(from, signal)).isEqualTo(to.get());
        } else {
          assertThatExceptionOfType(JobMachine.IllegalArrow.class)
              .as("%s by %s", from, signal)
              .isThrownBy(() -> machine.next(from, signal));
        }
      }
    }
  }

  @Test
  void no_arrow_leads_out_of_an_end_or_back_to_where_it_came_from() {
    assertThat(Arrow.TABLE).noneMatch(arrow -> arrow.from().terminal());
    assertThat(Arrow.TABLE).noneMatch(arrow -> arrow.from() == arrow.to());
  }

  @Test
  void every_stage_can_be_reached_and_every_stage_can_end() {
    assertThat(reachable(Stage.QUEUED)).isEqualTo(EnumSet.allOf(Stage.class));
    for (Stage stage : Stage.values()) {
      assertThat(reachable(stage)).as("from %s", stage).anyMatch(Stage::terminal);
    }
  }

  @Test
  void every_open_stage_can_be_parked_but_the_parked_one() {
    for (Stage stage : Stage.values()) {
      boolean parks =
          Arrow.TABLE.stream()
              .anyMatch(arrow -> arrow.from() == stage && arrow.signal() == Signal.PARK);
      assertThat(parks)
          .as("%s", stage)
          .isEqualTo(!stage.terminal() && stage != Stage.NEEDS_OPERATOR);
    }
  }

  @Test
  void nothing_commits_but_a_soaked_upgrade_or_an_operator() {
    assertThat(Arrow.TABLE)
        .filteredOn(arrow -> arrow.to() == Stage.COMMITTING)
        .extracting(Arrow::from)
        .containsOnly(Stage.SOAKING, Stage.NEEDS_OPERATOR);
  }

  @Test
  void failed_is_never_said_of_a_device_that_may_have_been_activated() {
    assertThat(Arrow.TABLE)
        .filteredOn(arrow -> arrow.to() == Stage.FAILED)
        .extracting(Arrow::from)
        .containsOnly(
            Stage.QUEUED, Stage.PRECHECKING, Stage.STAGING, Stage.CLEARING, Stage.NEEDS_OPERATOR);
  }

  @Test
  void every_signal_is_used() {
    var used = EnumSet.noneOf(Signal.class);
    Arrow.TABLE.forEach(arrow -> used.add(arrow.signal()));
    assertThat(used).isEqualTo(EnumSet.allOf(Signal.class));
  }

  private static Set<Stage> reachable(Stage start) {
    var met = new HashSet<Stage>(Set.of(start));
    var next = new ArrayDeque<>(met);
    while (!next.isEmpty()) {
      Stage stage = next.removeFirst();
      for (Arrow arrow : Arrow.TABLE) {
        if (arrow.from() == stage && met.add(arrow.to())) {
          next.add(arrow.to());
        }
      }
    }
    return met;
  }
}
