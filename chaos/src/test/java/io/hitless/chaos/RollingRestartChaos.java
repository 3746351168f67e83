package io.hitless.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Replicas are replaced one after the other by SIGTERM, as a deployment does it, while upgrades
/// run on all of them.
@Tag("ci")
@Timeout(5400)
class RollingRestartChaos {
  private static final int UPGRADES = Integer.getInteger("chaos.rolling", 40);

  private static final int RESTARTS = Integer.getInteger("chaos.restarts", 12);

  @Test
  void a_rolling_restart_under_load_loses_nothing_and_fails_nothing() throws Exception {
    // Shorter than an add takes: some are listened to no more before they are over.
    try (Lab lab =
        Lab.open("rolling-restart", "--chaos.marks=false", "--hitless.turns.stop-patience=PT4S")) {
      Deque<Replica> serving = new ArrayDeque<>();
      serving.add(lab.work());
      serving.add(lab.work());
      lab.api().credential();
      Random chance = new Random(lab.seedOfThisRun());
      Herd herd = Herd.of(lab, "r", UPGRADES, Night.GOOD_DAY).ordered();
      int restarts = 0;
      List<Integer> codes = new ArrayList<>();
      List<Long> drains = new ArrayList<>();
      while (!lab.going().isEmpty() && restarts < RESTARTS) {
        Replica fresh = lab.launch();
        lab.letWork(fresh);
        serving.add(fresh);
        Lab.pause(Duration.ofMillis(chance.nextInt(1000, 6000)));
        long before = System.nanoTime();
        codes.add(serving.remove().terminate());
        drains.add(Duration.ofNanos(System.nanoTime() - before).toMillis());
        restarts++;
      }
      lab.untilAllEnded(Duration.ofSeconds(3000));
      System.out.printf(
          "rolling restarts %d under %d upgrades, exit codes %s, drained in %s ms,"
              + " turns that read first %d%n",
          restarts, UPGRADES, codes, drains, lab.events("job.reconciled"));
      assertThat(herd.complaints()).isEmpty();
      assertThat(lab.forgotten()).isEmpty();
      assertThat(codes).as("128 + SIGTERM").containsOnly(143);
    }
  }
}
