package io.hitless.api.security;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads words out of a token's claims, wherever a provider puts them.
final class Claims {
  private static final Pattern SPACES = Pattern.compile("[ ,]+");

  private Claims() {}

  /// The words at `path`, which is the name of a claim, or, with dots, leads into objects. Absent
  /// when there is no such claim.
  static Optional<Set<String>> words(Map<String, Object> claims, String path) {
    Object value = claims.containsKey(path) ? claims.get(path) : nested(claims, path);
    return switch (value) {
      case String text -> Optional.of(Set.copyOf(split(text)));
      case Collection<?> several -> {
        var words = new LinkedHashSet<String>();
        several.forEach(it -> words.add(String.valueOf(it)));
        yield Optional.of(Set.copyOf(words));
      }
      case null, default -> Optional.empty();
    };
  }

  private static Set<String> split(String text) {
    var words = new LinkedHashSet<>(List.of(SPACES.split(text.strip(), -1)));
    words.remove("");
    return words;
  }

  private static @Nullable Object nested(Map<String, Object> claims, String path) {
    Object at = claims;
    for (String name : path.split("\\.", -1)) {
      if (!(at instanceof Map<?, ?> object) || !object.containsKey(name)) {
        return null;
      }
      at = object.get(name);
    }
    return at;
  }
}
