package io.hitless.db;

import io.hitless.access.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The conditions of a narrowed list: only those that narrow are in the statement, so that each
/// statement has the plan of its own filter.
final class Where {
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, @Nullable Object> values = new HashMap<>();

  Where(String condition, String name, Object value) {
    and(condition, name, Optional.of(value));
  }

  Where and(String condition, String name, Optional<?> value) {
    if (value.isPresent()) {
      conditions.add(condition);
      values.put(name, value.get());
    }
    return this;
  }

  /// Narrows to what somebody with this scope may know of.
  Where within(Scope scope, String condition) {
    if (!scope.everything()) {
      conditions.add(condition);
      values.putAll(Within.values(scope));
    }
    return this;
  }

  String text() {
    return String.join("\n  AND ", conditions);
  }

  Map<String, @Nullable Object> values() {
    return values;
  }
}
