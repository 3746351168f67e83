package io.hitless.api.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.job.Census;
import io.hitless.job.Pace;
import io.hitless.job.Stage;
import io.hitless.testing.TickingClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What every replica tells of the whole cluster.
class FleetGaugesTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TickingClock clock = new TickingClock();

  /// Counts how often it was asked.
  private static final class Counted implements Census {
    int asked;
    boolean away;
    Count count = new Count(List.of(), Optional.empty(), 0);

    @Override
    public Count take(Instant now) {
      asked++;
      if (away) {
        throw new IllegalStateException("the database does not answer");
      }
      return count;
    }
  }

  private Counted shown(double scale) {
    var census = new Counted();
    new FleetGauges(census, new Pace(scale, new Random(1)), clock).shownBy(new Meters(meters));
    return census;
  }

  private double jobs(String state, String platform) {
    return meters.get(Meters.JOBS).tag("state", state).tag("platform", platform).gauge().value();
  }

  private double value(String name) {
    return meters.get(name).gauge().value();
  }

  @Test
  void every_open_state_of_every_platform_is_there_from_the_start_and_zero() {
    shown(1);

    assertThat(meters.get(Meters.JOBS).gauges()).allMatch(gauge -> gauge.value() == 0);
    assertThat(jobs("NEEDS_OPERATOR", "C9500")).isZero();
    assertThat(value(Meters.AUTO_ABORT_REMAINING)).isNaN();
  }

  @Test
  void a_scrape_of_all_gauges_asks_the_database_once_and_the_next_ten_seconds_not_at_all() {
    Counted census = shown(1);
    census.count =
        new Census.Count(
            List.of(
                new Census.Group(Stage.NEEDS_OPERATOR, Optional.of("C9500"), 3),
                new Census.Group(Stage.QUEUED, Optional.empty(), 2)),
            Optional.empty(),
            1);

    assertThat(jobs("NEEDS_OPERATOR", "C9500")).isEqualTo(3);
    assertThat(jobs("QUEUED", "unread")).isEqualTo(2);
    assertThat(value(Meters.SSO_OVERDUE)).isEqualTo(1);
    assertThat(census.asked).isEqualTo(1);

    clock.until(clock.instant().plusSeconds(11));
    jobs("QUEUED", "unread");
    assertThat(census.asked).isEqualTo(2);
  }

  @Test
  void what_cannot_be_asked_is_unknown_and_not_zero() {
    Counted census = shown(1);
    census.away = true;

    assertThat(jobs("NEEDS_OPERATOR", "C9500")).isNaN();
    assertThat(value(Meters.SSO_OVERDUE)).isNaN();
  }

  @Test
  void the_time_until_a_switch_rolls_back_is_its_own() {
    Counted census = shown(0.1);
    census.count =
        new Census.Count(List.of(), Optional.of(clock.instant().plus(Duration.ofMinutes(2))), 0);

    assertThat(value(Meters.AUTO_ABORT_REMAINING)).isBetween(19 * 60.0, 20 * 60.0);
  }
}
