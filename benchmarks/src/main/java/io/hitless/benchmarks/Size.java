package io.hitless.benchmarks;

/// How much is measured: `QUICK` shows in a minute that everything runs, `FULL` is what the
/// published figures come from.
///
/// @param switches that are simulated
/// @param rounds of each side that count
/// @param waitingJobs rows that wait
/// @param crowd rows that wait where lists and picks are timed
/// @param upgrades whole ones at the same time, over two replicas
/// @param racingJobs jobs a round that go from queued to their end
/// @param dueTurns whose start is timed
record Size(
    String name,
    int switches,
    int rounds,
    int waitingJobs,
    int crowd,
    int upgrades,
    int racingJobs,
    int dueTurns) {
  static final Size QUICK = new Size("quick", 50, 1, 1_000, 2_000, 30, 100, 100);
  static final Size FULL = new Size("full", 500, 3, 10_000, 100_000, 1_000, 200, 2_000);
}
