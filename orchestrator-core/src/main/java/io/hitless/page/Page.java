package io.hitless.page;

import java.util.List;
import java.util.Optional;

/// One piece of a list.
///
/// @param next opaque place to go on from, absent on the last piece
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }
}
