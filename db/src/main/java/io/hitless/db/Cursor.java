package io.hitless.db;

import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import io.hitless.page.UnknownCursor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The place in a list that a page goes on from: the key of the last row shown, with the list's
/// name so that one list's cursor is not taken for another's.
record Cursor(String list) {
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  /// The id to go on after.
  UUID afterId(PageRequest page) {
    return page.cursor().map(this::id).orElse(BEFORE_ALL);
  }

  /// The name to go on after; every name is greater than the empty one.
  String afterName(PageRequest page) {
    return page.cursor().map(this::key).orElse("");
  }

  /// The number to go on below; every number of a list is smaller than the first.
  long beforeNumber(PageRequest page) {
    if (page.cursor().isEmpty()) {
      return Long.MAX_VALUE;
    }
    String key = key(page.cursor().get());
    try {
      return Long.parseLong(key);
    } catch (NumberFormatException notANumber) {
      throw new UnknownCursor();
    }
  }

  /// The page made of `rows`, which were asked for with one more than the limit.
  <T> Page<T> page(List<T> rows, PageRequest wanted, Function<T, Object> key) {
    if (rows.size() <= wanted.limit()) {
      return new Page<>(rows, Optional.empty());
    }
    List<T> shown = rows.subList(0, wanted.limit());
    return new Page<>(shown, Optional.of(give(key.apply(shown.getLast()).toString())));
  }

  private UUID id(String cursor) {
    try {
      return UUID.fromString(key(cursor));
    } catch (IllegalArgumentException notAnId) {
      throw new UnknownCursor();
    }
  }

  private String key(String cursor) {
    String text;
    try {
      text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw new UnknownCursor();
    }
    String prefix = list + ":";
    if (!text.startsWith(prefix) || text.indexOf('\0') >= 0) {
      throw new UnknownCursor();
    }
    String key = text.substring(prefix.length());
    if (!give(key).equals(cursor)) {
      throw new UnknownCursor();
    }
    return key;
  }

  private String give(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((list + ":" + key).getBytes(StandardCharsets.UTF_8));
  }
}
