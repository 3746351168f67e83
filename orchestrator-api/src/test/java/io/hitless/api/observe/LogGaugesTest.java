package io.hitless.api.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.audit.LogWatch;
import io.hitless.testing.TickingClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogGaugesTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TickingClock clock = new TickingClock();
  private final Told watch = new Told();

  private static final class Told implements LogWatch {
    int asked;
    boolean away;
    Standing standing = new Standing(Verdict.UNKNOWN, Optional.empty(), Optional.empty());

    @Override
    public Standing standing() {
      asked++;
      if (away) {
        throw new IllegalStateException("the database does not answer");
      }
      return standing;
    }

    @Override
    public void lookNow() {
      throw new AssertionError("a gauge only looks");
    }
  }

  private void shown() {
    new LogGauges(watch, clock).shownBy(new Meters(meters));
  }

  private double value(String name) {
    return meters.get(name).gauge().value();
  }

  @Test
  void before_the_first_verification_nobody_knows() {
    shown();

    assertThat(value(Meters.AUDIT_CHAIN_BROKEN)).isNaN();
    assertThat(value(Meters.AUDIT_VERIFIED_AGE)).isNaN();
    assertThat(value(Meters.AUDIT_UNSEALED_AGE)).isZero();
  }

  @Test
  void a_broken_chain_is_one_a_whole_one_zero_and_both_say_how_long_ago_that_was_found() {
    Instant then = clock.instant();
    watch.standing =
        new LogWatch.Standing(LogWatch.Verdict.BROKEN, Optional.of(then), Optional.of(then));
    shown();
    clock.tick(Duration.ofSeconds(90));

    assertThat(value(Meters.AUDIT_CHAIN_BROKEN)).isEqualTo(1);
    assertThat(value(Meters.AUDIT_VERIFIED_AGE)).isEqualTo(90);
    assertThat(value(Meters.AUDIT_UNSEALED_AGE)).isEqualTo(90);

    watch.standing =
        new LogWatch.Standing(LogWatch.Verdict.INTACT, Optional.of(then), Optional.empty());
    clock.tick(Duration.ofSeconds(11));
    assertThat(value(Meters.AUDIT_CHAIN_BROKEN)).isZero();
    assertThat(value(Meters.AUDIT_UNSEALED_AGE)).isZero();
  }

  @Test
  void a_database_that_is_away_is_asked_once_in_ten_seconds_and_nothing_is_claimed() {
    watch.away = true;
    shown();

    assertThat(value(Meters.AUDIT_CHAIN_BROKEN)).isNaN();
    assertThat(value(Meters.AUDIT_VERIFIED_AGE)).isNaN();
    assertThat(value(Meters.AUDIT_UNSEALED_AGE)).isNaN();
    assertThat(watch.asked).isEqualTo(1);
  }
}
