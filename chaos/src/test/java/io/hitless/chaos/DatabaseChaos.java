package io.hitless.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The database dies, or can't be reached, while upgrades run. No change may be sent that was not
/// committed as an intent before, and the service must come back by itself.
@Timeout(1200)
class DatabaseChaos {
  private static final int UPGRADES = Integer.getInteger("chaos.database", 12);

  @Test
  void a_database_that_is_killed_again_and_again_costs_time_and_nothing_else() throws Exception {
    try (Lab lab = Lab.open("database-killed", "--chaos.marks=false")) {
      lab.work();
      Replica second = lab.work();
      lab.api().credential();
      Random chance = new Random(lab.seedOfThisRun());
      Herd herd = Herd.of(lab, "d", UPGRADES, Night.GOOD_DAY).ordered();
      int kills = 0;
      while (kills < 5 && !lab.going().isEmpty()) {
        Lab.pause(Duration.ofMillis(chance.nextInt(4_000, 14_000)));
        killAndRestart(lab);
        kills++;
      }
      lab.untilAllEnded(Duration.ofSeconds(420));
      System.out.printf(
          "database killed %d times under %d upgrades, turns that read first %d%n",
          kills, UPGRADES, lab.events("job.reconciled"));
      verdict(lab, herd);
      assertThat(second.process().isAlive()).isTrue();
    }
  }

  /// The short one for every build: both troubles in one go.
  @Test
  @Tag("ci")
  void a_database_that_dies_and_then_cannot_be_reached_lets_nothing_be_sent_unmeant()
      throws Exception {
    try (Lab lab = Lab.open("database-trouble", "--chaos.marks=false");
        Wire wire = new Wire(lab.house().port())) {
      String url = "--spring.datasource.url=" + url(wire.port());
      Replica first = lab.work(url);
      Replica second = lab.work(url);
      lab.api().credential();
      Herd herd = Herd.of(lab, "t", Math.min(UPGRADES, 6), Night.GOOD_DAY).ordered();
      Lab.until("some are adding", Duration.ofSeconds(180), () -> herd.told("add") > 2);
      killAndRestart(lab);
      Lab.until("some are activating", Duration.ofSeconds(240), () -> herd.told("activate") > 2);
      wire.cut();
      Lab.pause(Duration.ofSeconds(15));
      wire.mend();
      lab.untilAllEnded(Duration.ofSeconds(420));
      System.out.println(
          "database killed and cut off, turns that read first " + lab.events("job.reconciled"));
      verdict(lab, herd);
      assertThat(first.process().isAlive() && second.process().isAlive()).isTrue();
    }
  }

  @Test
  void an_outage_of_a_minute_is_survived_without_a_restart() throws Exception {
    try (Lab lab = Lab.open("database-away", "--chaos.marks=false");
        Wire wire = new Wire(lab.house().port())) {
      String url = "--spring.datasource.url=" + url(wire.port());
      Replica first = lab.work(url);
      Replica second = lab.work(url);
      lab.api().credential();
      Herd herd = Herd.of(lab, "o", UPGRADES, Night.GOOD_DAY).ordered();
      Lab.until(
          "some are activating",
          Duration.ofSeconds(180),
          () -> herd.told("activate") > UPGRADES / 3);
      long changesBefore = changes(lab, herd);
      wire.cut();
      // What was committed before the cut may still be on its way to a switch.
      Lab.pause(Duration.ofSeconds(12));
      long changesSoonAfter = changes(lab, herd);
      Lab.pause(Duration.ofSeconds(48));
      assertThat(changes(lab, herd))
          .as("changes sent while nobody could write down an intent (%d before)", changesBefore)
          .isEqualTo(changesSoonAfter);
      long mended = System.nanoTime();
      wire.mend();
      lab.untilAllEnded(Duration.ofSeconds(420));
      System.out.printf(
          "database away for 60 s under %d upgrades, all ended %d s after%n",
          UPGRADES, Duration.ofNanos(System.nanoTime() - mended).toSeconds());
      verdict(lab, herd);
      assertThat(first.process().isAlive() && second.process().isAlive()).isTrue();
    }
  }

  /// The states are what the devices' own timers leave: an outage that is a minute for us is most
  /// of an hour for a switch.
  private static void verdict(Lab lab, Herd herd) {
    assertThat(herd.complaints()).isEmpty();
    assertThat(lab.forgotten()).isEmpty();
    assertThat(lab.unmeant(herd.names())).as("changes without an intent").isEmpty();
  }

  private static long changes(Lab lab, Herd herd) {
    return herd.names().stream().mapToLong(name -> lab.judge().changes(name).size()).sum();
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/hitless";
  }

  private static void killAndRestart(Lab lab) throws IOException {
    Path cluster = lab.folder().resolve("postgres").resolve("cluster");
    long pid = Long.parseLong(Files.readAllLines(cluster.resolve("postmaster.pid")).getFirst());
    Child.signal("KILL", pid);
    lab.restartDatabase();
  }
}
