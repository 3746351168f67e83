package io.hitless.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {

  @Test
  void a_figure_without_a_promise_has_no_verdict() {
    assertThat(Figure.of("rate", 12, "devices/s").holds()).isEmpty();
  }

  @Test
  void at_least_holds_from_the_limit_up() {
    assertThat(Figure.of("ratio", 70, "%").atLeast(70).holds()).contains(true);
    assertThat(Figure.of("ratio", 69.9, "%").atLeast(70).holds()).contains(false);
  }

  @Test
  void at_most_holds_from_the_limit_down() {
    assertThat(Figure.of("start", 50, "ms").atMost(50).holds()).contains(true);
    assertThat(Figure.of("start", 50.1, "ms").atMost(50).holds()).contains(false);
  }

  @Test
  void a_number_that_is_none_keeps_no_promise() {
    assertThat(Figure.of("ratio", Double.NaN, "%").atLeast(70).holds()).contains(false);
    assertThat(Figure.of("start", Double.NaN, "ms").atMost(50).holds()).contains(false);
  }
}
