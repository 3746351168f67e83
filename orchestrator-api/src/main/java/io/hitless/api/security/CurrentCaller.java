package io.hitless.api.security;

import io.hitless.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/// Who is asking. Controllers rather take a [Caller] as an argument.
public final class CurrentCaller {
  private CurrentCaller() {}

  /// Of the request that this thread is at, if anybody is known.
  public static Optional<Caller> now() {
    return of(SecurityContextHolder.getContext().getAuthentication());
  }

  /// Of a request that has passed the door, if anybody is known.
  public static Optional<Caller> of(HttpServletRequest request) {
    return of(request.getUserPrincipal());
  }

  static Optional<Caller> of(@Nullable Principal shown) {
    return shown instanceof Authenticated known ? Optional.of(known.caller()) : Optional.empty();
  }
}
