package io.hitless.benchmarks;

import io.hitless.access.Rates.Rate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// What counting a request costs, beside the least that could count across replicas request by
/// request: one statement that adds one to a row, in an unlogged table as ours is.
final class RateCost implements Benchmark {
  private static final int ROUNDS = 5;

  /// As the service has it by default; each caller asks for half of it.
  private static final Rate RATE = new Rate("caller", 6000, Duration.ofMinutes(1));

  private static final int ASKED_BY_ONE = 3000;

  private final int requests;

  RateCost(Size size) {
    this.requests = size.waitingJobs();
  }

  @Override
  public Section measure() throws Exception {
    try (Database database = new Database(Clock.systemUTC())) {
      try (Connection connection = database.pool().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("CREATE UNLOGGED TABLE counted (who text PRIMARY KEY, n bigint)");
      }
      Duel duel =
          Duel.fight(ROUNDS, requests, () -> () -> ours(database), () -> () -> bare(database));
      return new Section(
          "Counting " + requests + " requests",
          "by one thread, half of a caller's rate for each caller; bare: one statement a request",
          List.of(
              Figure.of("a request counted", micros(duel.ours()), "µs"),
              Figure.of("CPU of it", 1000 * Duel.median(duel.ours(), Lap::cpuMillisEach), "µs"),
              Figure.of("bare", micros(duel.bare()), "µs"),
              Figure.of(
                  "CPU of it, bare", 1000 * Duel.median(duel.bare(), Lap::cpuMillisEach), "µs"),
              Figure.of("counted, of bare", duel.percent(), "%")));
    }
  }

  private static double micros(List<Lap> laps) {
    return 1_000_000 / Duel.median(laps, Lap::perSecond);
  }

  private void ours(Database database) {
    String who = UUID.randomUUID().toString();
    for (int i = 0; i < requests; i++) {
      String caller = who + i / ASKED_BY_ONE;
      if (database.ports().rates().take(caller, RATE).isPresent()) {
        throw new IllegalStateException("request " + i + " was refused");
      }
    }
  }

  private void bare(Database database) throws Exception {
    String who = UUID.randomUUID().toString();
    for (int i = 0; i < requests; i++) {
      try (Connection connection = database.pool().getConnection();
          PreparedStatement count =
              connection.prepareStatement(
                  """
                  INSERT INTO counted VALUES (?, 1)
                  ON CONFLICT (who) DO UPDATE SET n = counted.n + 1 RETURNING n
                  """)) {
        count.setString(1, who + i / ASKED_BY_ONE);
        count.executeQuery().next();
      }
    }
  }
}
