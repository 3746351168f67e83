package io.hitless.benchmarks;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What this process holds at one moment.
///
/// @param heap reachable bytes
/// @param threads of the platform and virtual ones
/// @param sockets open ones, whatever they are used for
record Footprint(long heap, int threads, int sockets) {

  static Footprint now() throws IOException {
    return new Footprint(Heap.live(), countThreads(), countSockets());
  }

  /// From a thread dump, since nothing else counts virtual threads.
  private static int countThreads() throws IOException {
    Path folder = Files.createTempDirectory("hitless-threads-");
    Path dump = folder.resolve("dump.txt");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
      try (Stream<String> lines = Files.lines(dump)) {
        return (int) lines.filter(line -> line.startsWith("#")).count();
      }
    } finally {
      Files.deleteIfExists(dump);
      Files.delete(folder);
    }
  }

  private static int countSockets() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return (int) open.filter(Footprint::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }
}
