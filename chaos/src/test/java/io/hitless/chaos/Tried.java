package io.hitless.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The points at which upgrades were killed, and on which nights. The file that `chaos.tried` names
/// remembers them (a line `point / night` each), so that a next run takes those that are left;
/// without one every run begins anew.
final class Tried {
  private final String file = System.getProperty("chaos.tried", "");
  private final Map<String, Set<String>> nights = new TreeMap<>();

  Tried() throws IOException {
    if (!file.isBlank() && Files.exists(Path.of(file))) {
      for (String line : Files.readAllLines(Path.of(file))) {
        String[] parts = line.split(" / ");
        count(parts[0], parts[1]);
      }
    }
  }

  boolean has(String point, Night night) {
    return nights.getOrDefault(point, Set.of()).contains(night.name());
  }

  void add(String point, Night night) throws IOException {
    if (count(point, night.name()) && !file.isBlank()) {
      Files.writeString(
          Path.of(file),
          point + " / " + night.name() + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  int pairs() {
    return nights.values().stream().mapToInt(Set::size).sum();
  }

  /// How many points were tried on that many nights or more; the largest number of nights first.
  String spread() {
    Map<Integer, Integer> spread = new TreeMap<>(Comparator.reverseOrder());
    List<Integer> counts = nights.values().stream().map(Set::size).toList();
    counts.stream()
        .distinct()
        .forEach(
            many -> spread.put(many, (int) counts.stream().filter(count -> count >= many).count()));
    return spread.toString();
  }

  private boolean count(String point, String night) {
    return nights.computeIfAbsent(point, _ -> new HashSet<>()).add(night);
  }
}
