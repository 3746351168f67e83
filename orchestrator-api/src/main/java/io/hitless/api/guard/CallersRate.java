package io.hitless.api.guard;

import io.hitless.access.Caller;
import io.hitless.access.Rates;
import io.hitless.api.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Counts what one key or person asks, across all replicas. A stream of events is one request,
/// however long it lasts.
///
/// What stops something is counted, and never held up: a script gone wild must not keep its owner
/// from the brake.
@Component
@Order(CallersRate.ORDER)
final class CallersRate extends OncePerRequestFilter {
  /// Behind Spring Security, before a body is read.
  static final int ORDER = -90;

  private static final Pattern BRAKE =
      Pattern.compile(
          "/api/v1/(?:emergency-stop|(?:jobs|campaigns)/[^/]+/(?:abort|cancel|pause|stop))");

  private final Rates rates;
  private final RateLimits limits;
  private final ProblemWriter problems;

  CallersRate(Rates rates, RateLimits limits, ProblemWriter problems) {
    this.rates = rates;
    this.limits = limits;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/actuator/health");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    if (caller == null || caller instanceof AnonymousAuthenticationToken) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Duration> wait = rates.take(id(caller), limits.ofCaller());
    if (wait.isPresent() && !brakes(request)) {
      Crowd.refuse(request, response, problems, "too many requests of this caller", wait.get());
      return;
    }
    chain.doFilter(request, response);
  }

  private static String id(Authentication caller) {
    return caller.getPrincipal() instanceof Caller known ? known.id() : caller.getName();
  }

  private static boolean brakes(HttpServletRequest request) {
    return request.getMethod().equals("POST") && BRAKE.matcher(request.getRequestURI()).matches();
  }
}
