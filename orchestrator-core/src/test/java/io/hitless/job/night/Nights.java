package io.hitless.job.night;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The table of nights, a data file.
final class Nights {
  private Nights() {}

  static List<Night> all() {
    try (InputStream in = Nights.class.getResourceAsStream("nights.json")) {
      return JsonMapper.shared().readValue(in, new TypeReference<List<Night>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Those whose name `-Dhitless.night=…` finds; all without it.
  static List<Night> chosen() {
    Pattern wanted = Pattern.compile(System.getProperty("hitless.night", ""));
    return all().stream().filter(night -> wanted.matcher(night.name()).find()).toList();
  }
}
