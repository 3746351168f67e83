package io.hitless.api.security;

import io.hitless.access.Caller;
import io.hitless.access.Right;
import io.hitless.api.problem.Code;
import io.hitless.api.problem.Rejection;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// The last look before a controller is called, by the very mapping that chose it: no way to write
/// a path gets round it, and an endpoint that nobody declared is nobody's.
final class DeclaredOnly implements HandlerInterceptor {
  private final Endpoints endpoints;

  DeclaredOnly(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String path =
        String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    if (handler instanceof HandlerMethod
        && path.startsWith("/api/")
        && request.getDispatcherType() == DispatcherType.REQUEST) {
      check(endpoints.of(request.getMethod(), path), CurrentCaller.now());
    }
    return true;
  }

  private static void check(Optional<Right> asked, Optional<Caller> caller) {
    if (asked.isEmpty() || caller.isEmpty() || !caller.get().may(asked.get())) {
      throw refusal(asked, caller);
    }
  }

  static Rejection refusal(Optional<Right> asked, Optional<Caller> caller) {
    String needed =
        asked
            .map(right -> "this needs the right " + right.word())
            .orElse("nobody may do this: no right is declared for it");
    String has =
        caller
            .map(it -> "; you have " + it.rights().stream().sorted().map(Right::word).toList())
            .orElse("");
    return new Rejection(Code.FORBIDDEN, needed + (asked.isPresent() ? has : ""));
  }
}
