package io.hitless.api.security;

import io.hitless.access.Caller;
import io.hitless.access.Right;
import io.hitless.api.problem.Code;
import io.hitless.api.problem.Rejection;
import io.hitless.api.security.Endpoints.Endpoint;
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

  private static void check(Optional<Endpoint> asked, Optional<Caller> caller) {
    if (asked.isEmpty() || caller.isEmpty() || !asked.get().open(caller.get())) {
      throw refusal(asked, caller);
    }
  }

  static Rejection refusal(Optional<Endpoint> asked, Optional<Caller> caller) {
    if (asked.isEmpty() || caller.isEmpty()) {
      return new Rejection(Code.FORBIDDEN, "nobody may do this: no right is declared for it");
    }
    Right needed = asked.get().right();
    String has = caller.get().rights().stream().sorted().map(Right::name).toList().toString();
    return new Rejection(
        Code.FORBIDDEN,
        caller.get().may(needed)
            ? "this concerns devices of every site and tag, and you have a scope"
            : "this needs the right " + needed + "; you have " + has);
  }
}
