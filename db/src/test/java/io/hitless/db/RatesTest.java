package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.access.Rates;
import io.hitless.access.Rates.Rate;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What two replicas count together.
class RatesTest {
  private final HikariDataSource database = TestDatabase.shared().fresh();
  private final Rates one = new JdbcRates(database);
  private final Rates other = new JdbcRates(database);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void replicas_share_one_limit() {
    Rate rate = new Rate("requests", 10, Duration.ofHours(10));
    String who = UUID.randomUUID().toString();

    long granted =
        IntStream.range(0, 40)
            .filter(i -> (i % 2 == 0 ? one : other).take(who, rate).isEmpty())
            .count();

    assertThat(granted).isBetween(10L, 12L);
    assertThat(one.take(who, rate)).isPresent();
    assertThat(one.refused(who, rate)).isPresent();
    assertThat(one.take("someone-else-" + who, rate)).isEmpty();
  }

  @Test
  void what_was_refused_on_one_replica_says_how_long_to_wait() {
    Rate rate = new Rate("logins", 1, Duration.ofHours(1));
    String who = UUID.randomUUID().toString();

    assertThat(one.take(who, rate)).isEmpty();
    assertThat(one.take(who, rate))
        .hasValueSatisfying(
            wait -> assertThat(wait).isBetween(Duration.ofMinutes(30), Duration.ofHours(1)));
  }
}
