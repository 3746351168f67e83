package io.hitless.page;

import java.util.Optional;

/// Which piece of a list is wanted.
///
/// @param cursor what [Page#next] gave, absent for the first piece
/// @param limit 1 to 500
public record PageRequest(Optional<String> cursor, int limit) {
  public PageRequest {
    if (limit < 1 || limit > 500) {
      throw new IllegalArgumentException("limit must be between 1 and 500");
    }
  }

  public static PageRequest first(int limit) {
    return new PageRequest(Optional.empty(), limit);
  }
}
