package io.hitless.benchmarks;

import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A histogram as Prometheus reads it, of several processes together.
final class Buckets {
  private static final Pattern LINE =
      Pattern.compile("(\\w+)_bucket\\{.*?le=\"([^\"]+)\".*\\} (\\S+).*");

  private final String name;
  private final TreeMap<Double, Double> counts = new TreeMap<>();

  Buckets(String name) {
    this.name = name;
  }

  void add(String page) {
    page.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .filter(line -> line.group(1).equals(name))
        .forEach(line ->
            counts.merge(
                line.group(2).equals("+Inf")
                    ? Double.POSITIVE_INFINITY
                    : Double.parseDouble(line.group(2)),
                Double.parseDouble(line.group(3)),
                Double::sum));
  }

  /// How many were measured.
  double count() {
    if (counts.isEmpty()) {
      throw new IllegalStateException("nothing is known of " + name);
    }
    return counts.lastEntry().getValue();
  }

  /// The bucket, by its upper edge, that so many percent of all are in or below.
  double within(int percent) {
    double wanted = count() * percent / 100;
    return counts.entrySet().stream()
        .filter(bucket -> bucket.getValue() >= wanted)
        .mapToDouble(java.util.Map.Entry::getKey)
        .min()
        .orElseThrow();
  }
}
