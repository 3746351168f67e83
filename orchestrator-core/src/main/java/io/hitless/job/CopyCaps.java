package io.hitless.job;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How much copying a site may be burdened with. Devices without a site share what is allowed to
/// one.
///
/// @param standard for sites that are not named
/// @param bySite by the site's name; capitals don't count, since environment variables have none
public record CopyCaps(Cap standard, Map<String, Cap> bySite) {
  public CopyCaps {
    bySite =
        bySite.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(site -> word(site.getKey()), Map.Entry::getValue));
  }

  /// Nothing is limited.
  public static final CopyCaps NONE =
      new CopyCaps(new Cap(Integer.MAX_VALUE, Optional.empty()), Map.of());

  /// @param copies at once, at least 1
  /// @param bytesPerSecond of all copies together; pushes are held to it, and no pull begins while
  ///   it is used up
  public record Cap(int copies, Optional<Long> bytesPerSecond) {
    public Cap {
      if (copies < 1 || bytesPerSecond.filter(rate -> rate < 1).isPresent()) {
        throw new IllegalArgumentException("a cap of nothing would hold a job for ever");
      }
    }
  }

  public Cap at(Optional<String> site) {
    return site.flatMap(name -> Optional.ofNullable(bySite.get(word(name)))).orElse(standard);
  }

  private static String word(String site) {
    return site.toLowerCase(Locale.ROOT);
  }
}
