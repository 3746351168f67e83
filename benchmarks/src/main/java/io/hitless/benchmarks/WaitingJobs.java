package io.hitless.benchmarks;

import java.time.Clock;
import java.util.List;

/// What jobs cost that wait, as a [WaitingRoom] has them.
final class WaitingJobs implements Benchmark {
  private final Size size;

  WaitingJobs(Size size) {
    this.size = size;
  }

  @Override
  public Section measure() throws Exception {
    Clock clock = Clock.systemUTC();
    try (Database database = new Database(clock);
        WaitingRoom room = new WaitingRoom(database, clock)) {
      room.enter(size.waitingJobs() / 10);
      Footprint before = Footprint.now();
      room.enter(size.waitingJobs());
      return section(before, Footprint.now());
    }
  }

  private Section section(Footprint before, Footprint after) {
    double each = (double) (after.heap() - before.heap()) / size.waitingJobs() / Heap.KIB;
    return new Section(
        size.waitingJobs() + " jobs waiting",
        "each had a turn of its own through the scheduler and is due in hours; before and after,"
            + " with everything collected",
        List.of(
            Figure.of("heap of a job", each, "KiB").atMost(1.5),
            Figure.of("threads, virtual ones too, before", before.threads(), "threads"),
            Figure.of("threads more", after.threads() - before.threads(), "threads").atMost(0),
            Figure.of("sockets before (pool and listener)", before.sockets(), "sockets"),
            Figure.of("sockets more", after.sockets() - before.sockets(), "sockets").atMost(0)));
  }
}
