package io.hitless.api.rest;

import io.hitless.page.PageRequest;
import java.util.Optional;

/// Which piece of a list a request asks for: `?limit=` and `?cursor=`.
///
/// @param limit 1 to 500
public record Paging(int limit, Optional<String> cursor) {
  public static final int USUAL = 50;
  public static final int MOST = 500;

  public PageRequest request() {
    return new PageRequest(cursor, limit);
  }
}
