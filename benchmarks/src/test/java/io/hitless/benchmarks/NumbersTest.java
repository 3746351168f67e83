package io.hitless.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void a_percentile_is_a_number_that_was_measured() {
    DoubleStream hundred = IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i);

    assertThat(Numbers.percentile(hundred, 99)).isEqualTo(99);
    assertThat(Numbers.median(DoubleStream.of(5, 1, 3))).isEqualTo(3);
    assertThat(Numbers.percentile(DoubleStream.of(7), 1)).isEqualTo(7);
  }

  @Test
  void nothing_measured_is_not_zero() {
    assertThatThrownBy(() -> Numbers.median(DoubleStream.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
