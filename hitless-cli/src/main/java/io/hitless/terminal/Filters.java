package io.hitless.terminal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parameters of a list; those that were not given are left out.
final class Filters {
  private Filters() {}

  static void put(Map<String, String> filters, String name, @Nullable String value) {
    if (value != null) {
      filters.put(name, value);
    }
  }
}
