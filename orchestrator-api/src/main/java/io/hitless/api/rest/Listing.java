package io.hitless.api.rest;

import io.hitless.page.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One piece of a list, as JSON.
///
/// @param nextCursor where to go on, `null` on the last piece
public record Listing<T>(List<T> items, Optional<String> nextCursor) {
  public Listing {
    items = List.copyOf(items);
  }

  public static <R, T> Listing<T> of(Page<R> page, Function<R, T> view) {
    return new Listing<>(page.items().stream().map(view).toList(), page.next());
  }
}
