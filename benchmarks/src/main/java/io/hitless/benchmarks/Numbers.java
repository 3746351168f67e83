package io.hitless.benchmarks;

import java.util.stream.DoubleStream;

/// The two summaries that we give of many numbers.
final class Numbers {
  private Numbers() {}

  static double median(DoubleStream numbers) {
    return percentile(numbers, 50);
  }

  /// The smallest number that so many percent of all don't exceed.
  static double percentile(DoubleStream numbers, int percent) {
    double[] sorted = numbers.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted[Math.max(rank, 1) - 1];
  }
}
