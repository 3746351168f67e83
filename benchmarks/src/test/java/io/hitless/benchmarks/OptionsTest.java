package io.hitless.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.benchmarks.Benchmarks.Options;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void everything_is_measured_unless_told_otherwise() {
    Options options = Options.of(new String[0]);

    assertThat(options.size()).isEqualTo(Size.FULL);
    assertThat(options.wants("readiness")).isTrue();
  }

  @Test
  void single_benchmarks_can_be_picked() {
    Options options = Options.of(new String[] {"--quick", "--only", "latency,waiting"});

    assertThat(options.size()).isEqualTo(Size.QUICK);
    assertThat(options.wants("latency")).isTrue();
    assertThat(options.wants("readiness")).isFalse();
  }

  @Test
  void an_unknown_option_is_not_passed_over() {
    assertThatThrownBy(() -> Options.of(new String[] {"--fast"})).hasMessageContaining("--fast");
  }
}
