package io.hitless.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Two ways to do the same work, measured turn by turn, so that whatever else the machine does
/// meets both. The first round of each warms up and doesn't count.
///
/// @param ours laps of the product
/// @param bare laps of the least that could do it
record Duel(List<Lap> ours, List<Lap> bare) {

  /// @param operations of one lap
  /// @param ours lays out one lap of ours; only the lap itself is measured
  static Duel fight(int rounds, int operations, Preparation ours, Preparation bare)
      throws Exception {
    List<Lap> oursLaps = new ArrayList<>();
    List<Lap> bareLaps = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      Lap our = Lap.of(operations, ours.prepare());
      Lap other = Lap.of(operations, bare.prepare());
      if (round > 0) {
        oursLaps.add(our);
        bareLaps.add(other);
      }
    }
    return new Duel(oursLaps, bareLaps);
  }

  /// Our rate in percent of the bare one: the median of the pairs, since a pair shares its moment.
  double percent() {
    return Numbers.median(
        IntStream.range(0, ours.size())
            .mapToDouble(i -> 100 * ours.get(i).perSecond() / bare.get(i).perSecond()));
  }

  static double median(List<Lap> laps, ToDoubleFunction<Lap> of) {
    return Numbers.median(laps.stream().mapToDouble(of));
  }

  /// Lays out one lap.
  interface Preparation {
    Lap.Work prepare() throws Exception;
  }
}
