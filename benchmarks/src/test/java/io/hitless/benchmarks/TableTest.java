package io.hitless.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void each_line_says_number_promise_and_verdict() {
    String table =
        Table.of(
            List.of(
                new Section(
                    "Readiness",
                    "how it was done",
                    List.of(
                        Figure.of("devices", 61.24, "devices/s"),
                        Figure.of("against the bare client", 65.04, "%").atLeast(70),
                        Figure.of("start", 7.456, "ms").atMost(50)))));

    assertThat(table.lines().map(line -> line.strip().replaceAll(" +", " ")))
        .containsExactly(
            "",
            "Readiness",
            "how it was done",
            "devices 61.2 devices/s",
            "against the bare client 65.0 % ≥ 70 % MISSED",
            "start 7.46 ms ≤ 50 ms holds");
  }

  @Test
  void large_numbers_are_grouped_and_not_falsely_precise() {
    assertThat(Table.number(12345.678)).isEqualTo("12,346");
    assertThat(Table.number(0.004)).isEqualTo("0.00");
    assertThat(Table.number(3)).isEqualTo("3");
  }
}
