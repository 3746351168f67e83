package io.hitless.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A replica stands still (SIGSTOP: a paused virtual machine, a long garbage collection) for longer
/// than its leases last, right before it commits an intent or sends a change. Another takes over;
/// then the first one wakes up in the middle of its sentence.
@Tag("ci")
@Timeout(900)
class PausedReplicaChaos {
  private static final int UPGRADES = Integer.getInteger("chaos.paused", 9);

  @Test
  void a_replica_that_was_paused_past_its_lease_sends_nothing_when_it_wakes_up() throws Exception {
    try (Lab lab = Lab.open("paused-replica")) {
      Replica paused = lab.work();
      lab.api().credential();
      Map<String, Referee.Mark> held = new ConcurrentHashMap<>();
      String[] wanted = {"before intend ACTIVATE", "after intend ACTIVATE", "before send Activate"};
      Herd herd = Herd.of(lab, "p", UPGRADES, Night.GOOD_DAY);
      Set<String> names = Set.copyOf(herd.names());
      lab.referee()
          .follow(mark -> {
            if (!mark.replica().equals(paused.name()) || !names.contains(mark.device())) {
              return true;
            }
            int number = Integer.parseInt(mark.device().substring(1));
            if (!mark.point().startsWith(wanted[number % wanted.length])) {
              return true;
            }
            held.put(mark.device(), mark);
            return false;
          });
      herd.ordered();
      Lab.until(
          "all are about to activate", Duration.ofSeconds(150), () -> held.size() == UPGRADES);
      assertThat(herd.told("activate")).isZero();

      Replica standIn = lab.launch();
      lab.referee().ready(standIn.name());
      Instant stopped = lab.databaseNow();
      paused.pause();
      lab.letWork(standIn);
      Lab.until(
          "the other has activated all",
          Duration.ofSeconds(180),
          () -> herd.told("activate") == UPGRADES);
      paused.resume();
      held.values().forEach(mark -> mark.goOn().run());

      lab.untilAllEnded(Duration.ofSeconds(300));
      double longest =
          herd.names().stream()
              .map(name -> lab.reconciledAfter(lab.jobOf(name), stopped))
              .mapToDouble(seconds -> seconds.orElseThrow())
              .max()
              .orElseThrow();
      System.out.printf("paused %d, last one reconciled after %.1f s%n", UPGRADES, longest);
      assertThat(herd.complaints()).isEmpty();
      assertThat(lab.forgotten()).isEmpty();
      assertThat(paused.process().isAlive()).isTrue();
    }
  }
}
