package io.hitless.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The cable between the service and a switch, or between one replica and the database, is cut in
/// the middle of things.
@Timeout(1200)
class PartitionChaos {
  private static final int UPGRADES = Integer.getInteger("chaos.partition", 8);

  @Test
  @Tag("ci")
  void a_switch_out_of_reach_while_it_activates_is_told_nothing_twice() throws Exception {
    try (Lab lab = Lab.open("switch-away", "--chaos.marks=false")) {
      lab.work();
      lab.api().credential();
      Herd herd = Herd.of(lab, "s", UPGRADES, Night.GOOD_DAY).orderedOverWires();
      List<String> left = new ArrayList<>(herd.names());
      Lab.until(
          "each has been cut off right after its activation began",
          Duration.ofSeconds(180),
          () -> {
            left.removeIf(name -> {
              boolean begun = lab.judge().verbs(name).contains("activate");
              if (begun) {
                herd.wire(name).cut();
              }
              return begun;
            });
            return left.isEmpty();
          });
      Lab.pause(Duration.ofSeconds(15));
      for (String name : herd.names()) {
        herd.wire(name).tear();
        herd.wire(name).mend();
      }
      lab.untilAllEnded(Duration.ofSeconds(420));
      System.out.println("switches cut off mid-activate: " + UPGRADES);
      assertThat(herd.complaints()).isEmpty();
      assertThat(lab.forgotten()).isEmpty();
    }
  }

  @Test
  void a_replica_cut_off_from_the_database_is_replaced_by_its_sibling_and_sends_nothing_late()
      throws Exception {
    try (Lab lab = Lab.open("replica-away", "--chaos.marks=false");
        Wire wire = new Wire(lab.house().port())) {
      Replica cutOff =
          lab.work(
              "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + wire.port() + "/hitless");
      lab.api().credential();
      Herd herd = Herd.of(lab, "c", UPGRADES, Night.GOOD_DAY).ordered();
      Lab.until("some are adding", Duration.ofSeconds(180), () -> herd.told("add") > UPGRADES / 2);
      Replica sibling = lab.launch();
      lab.referee().ready(sibling.name());
      wire.cut();
      lab.letWork(sibling);
      Lab.pause(Duration.ofSeconds(45));
      wire.mend();
      lab.untilAllEnded(Duration.ofSeconds(420));
      System.out.println("upgrades of a replica cut off from the database: " + UPGRADES);
      assertThat(herd.complaints()).isEmpty();
      assertThat(lab.forgotten()).isEmpty();
      assertThat(lab.unmeant(herd.names())).as("changes without an intent").isEmpty();
      assertThat(cutOff.process().isAlive()).isTrue();
    }
  }
}
