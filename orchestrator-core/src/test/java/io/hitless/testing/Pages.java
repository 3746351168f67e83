package io.hitless.testing;

import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import io.hitless.page.UnknownCursor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Cuts pages from a list whose rows only ever go to its end; the cursor is the last row's id.
final class Pages {
  private Pages() {}

  static <T> Page<T> cut(
      List<T> all, Function<T, String> id, Predicate<T> wanted, PageRequest request) {
    int from = 0;
    if (request.cursor().isPresent()) {
      String cursor = request.cursor().get();
      from =
          all.stream()
              .filter(row -> id.apply(row).equals(cursor))
              .findFirst()
              .map(all::indexOf)
              .map(at -> at + 1)
              .orElseThrow(UnknownCursor::new);
    }
    List<T> rest = all.subList(from, all.size()).stream().filter(wanted).toList();
    if (rest.size() <= request.limit()) {
      return new Page<>(rest, Optional.empty());
    }
    List<T> items = rest.subList(0, request.limit());
    return new Page<>(items, Optional.of(id.apply(items.getLast())));
  }
}
