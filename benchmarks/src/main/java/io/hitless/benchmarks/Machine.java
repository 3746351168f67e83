package io.hitless.benchmarks;

/// What the figures were measured on.
///
/// @param heapLimitMiB of the JVM that runs us; the simulated fleet and PostgreSQL are processes of
///   their own on the same cores
public record Machine(int cores, String jdk, String os, long heapLimitMiB, String collector) {

  static Machine here() {
    Runtime runtime = Runtime.getRuntime();
    return new Machine(
        runtime.availableProcessors(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        runtime.maxMemory() / Heap.MIB,
        Heap.collector());
  }

  @Override
  public String toString() {
    return "%d cores, %s, %s, heap limit %d MiB (%s)"
        .formatted(cores, jdk, os, heapLimitMiB, collector);
  }
}
