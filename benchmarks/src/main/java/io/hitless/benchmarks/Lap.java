package io.hitless.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// One measured stretch of work.
///
/// @param operations that were done in it
/// @param nanos by the wall clock
/// @param cpuNanos of all threads of this JVM, collector and compiler included
/// @param peakHeap highest use of the heap in bytes, garbage included
record Lap(int operations, long nanos, long cpuNanos, long peakHeap) {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /// Does `work`, which is so many operations, and measures it.
  static Lap of(int operations, Work work) throws Exception {
    try (Heap.Peak peak = new Heap.Peak()) {
      long cpu = PROCESS.getProcessCpuTime();
      long start = System.nanoTime();
      work.run();
      return new Lap(
          operations, System.nanoTime() - start, PROCESS.getProcessCpuTime() - cpu, peak.bytes());
    }
  }

  double perSecond() {
    return operations * 1e9 / nanos;
  }

  double cpuMillisEach() {
    return cpuNanos / 1e6 / operations;
  }

  /// What is measured.
  interface Work {
    void run() throws Exception;
  }
}
