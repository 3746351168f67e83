package io.hitless.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/// What other processes of this machine have cost so far, from `/proc` (proc(5)).
final class Processes {
  /// Of `USER_HZ`, the unit of these fields, on every Linux that we know.
  private static final long TICK_MILLIS = 10;

  /// Fields of `stat`, counted behind the name in brackets: the parent, and own and waited-for
  /// children's time in user and kernel mode.
  private static final int PARENT = 1;

  private static final int FIRST_TIME = 11;
  private static final int TIMES = 4;

  private Processes() {}

  /// CPU time of a process and of everything that it started and still has, or has waited for.
  static Duration cpu(long pid) {
    List<Stat> all = all();
    return Duration.ofMillis(TICK_MILLIS * ticks(pid, all));
  }

  private static long ticks(long pid, List<Stat> all) {
    return all.stream()
        .flatMapToLong(each ->
            each.pid() == pid
                ? LongStream.of(each.ticks())
                : each.parent() == pid ? LongStream.of(ticks(each.pid(), all)) : LongStream.empty())
        .sum();
  }

  private static List<Stat> all() {
    try (var entries = Files.list(Path.of("/proc"))) {
      return entries
          .filter(entry -> Character.isDigit(entry.getFileName().toString().charAt(0)))
          .flatMap(entry -> Stat.read(entry).stream())
          .toList();
    } catch (IOException noProc) {
      throw new UncheckedIOException(noProc);
    }
  }

  private record Stat(long pid, long parent, long ticks) {
    static List<Stat> read(Path entry) {
      try {
        String line = Files.readString(entry.resolve("stat"));
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
          ticks += Long.parseLong(fields[i]);
        }
        return List.of(
            new Stat(
                Long.parseLong(entry.getFileName().toString()),
                Long.parseLong(fields[PARENT]),
                ticks));
      } catch (IOException goneMeanwhile) {
        return List.of();
      }
    }
  }
}
