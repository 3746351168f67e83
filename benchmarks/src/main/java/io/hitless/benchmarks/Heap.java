package io.hitless.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/// Looks at the heap of this JVM.
final class Heap {
  static final long KIB = 1024;
  static final long MIB = 1024 * KIB;

  /// Each look collects first; the median of so many drops the one that met a late allocation.
  private static final int LOOKS = 5;

  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  private Heap() {}

  /// Bytes that are reachable now.
  static long live() {
    long[] looks =
        LongStream.range(0, LOOKS)
            .map(_ -> {
              MEMORY.gc();
              return used();
            })
            .sorted()
            .toArray();
    return looks[LOOKS / 2];
  }

  static String collector() {
    return ManagementFactory.getGarbageCollectorMXBeans().getFirst().getName();
  }

  private static long used() {
    return MEMORY.getHeapMemoryUsage().getUsed();
  }

  /// Watches for the highest heap use, garbage included, until it is closed.
  static final class Peak implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(5);

    private final LongAccumulator highest = new LongAccumulator(Math::max, 0);
    private volatile boolean over;

    Peak() {
      MEMORY.gc();
      Thread.ofPlatform().daemon().name("peak-heap").start(this::watch);
    }

    long bytes() {
      return highest.get();
    }

    private void watch() {
      while (!over) {
        highest.accumulate(used());
        LockSupport.parkNanos(EVERY.toNanos());
      }
    }

    @Override
    public void close() {
      over = true;
    }
  }
}
