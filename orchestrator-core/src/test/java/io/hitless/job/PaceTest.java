package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hitless.device.IssuDriver.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");

  @Property(tries = 300)
  void a_poll_comes_about_when_it_should_and_never_in_the_past(
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 1) double scale,
      @ForAll @IntRange(min = 1, max = 3600) int seconds) {
    var pace = new Pace(scale, new Random(seconds));
    Duration wait = Duration.between(NOW, pace.poll(NOW, Duration.ofSeconds(seconds)));
    Duration wanted = pace.scaled(Duration.ofSeconds(seconds));
    assertThat(wait).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    assertThat(wait.toMillis())
        .isLessThanOrEqualTo(Math.max(100, (long) (wanted.toMillis() * 1.1) + 1));
  }

  @Property(tries = 300)
  void a_duration_survives_the_way_to_our_clock_and_back(
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 1) double scale,
      @ForAll @IntRange(min = 1, max = 100_000) int seconds) {
    var pace = new Pace(scale, new Random(1));
    Duration there = pace.scaled(Duration.ofSeconds(seconds));
    assertThat(pace.onDevice(there).minusSeconds(seconds).abs()).isLessThan(Duration.ofMillis(10));
  }

  @Property(tries = 300)
  void the_latency_of_our_own_machine_is_never_scaled_away(
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 1) double scale,
      @ForAll @IntRange(min = 1, max = 7200) int seconds) {
    var pace = new Pace(scale, new Random(1));
    Patience patience = pace.patience(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds));
    assertThat(patience.overall()).isGreaterThanOrEqualTo(Duration.ofSeconds(15));
    assertThat(patience.silence()).isGreaterThanOrEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void a_scale_that_slows_down_or_stops_time_is_refused() {
    for (double scale : new double[] {0, -1, 1.01, Double.NaN}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Pace(scale, new Random(1)));
    }
  }
}
