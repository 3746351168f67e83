package io.hitless.api.audit;

import io.hitless.api.problem.BlockedBy;
import io.hitless.api.problem.Code;
import io.hitless.api.problem.Problem;
import io.hitless.audit.AuditEntry.Outcome;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Writes down who was refused what by a key, a right or a rule, and what the service failed at.
/// Outside of everything, so that nothing that says no is missed, and after the answer: an attempt
/// has no effect that could be lost.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class RefusedAttempts extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedAttempts.class);
  private static final Set<Integer> BY_A_RULE = Set.of(401, 403, 409, 429);
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final Writing writing;
  private final StrangersBudget strangers;

  RefusedAttempts(Writing writing, StrangersBudget strangers) {
    this.writing = writing;
    this.strangers = strangers;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getServletPath().startsWith("/api/")
        && !request.getServletPath().startsWith("/actuator");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    int status = response.getStatus();
    if (BY_A_RULE.contains(status) && !stillRunning(request)) {
      write(request, Outcome.REFUSED, status);
    } else if (status >= 500 && !READING.contains(request.getMethod())) {
      write(request, Outcome.FAILED, status);
    }
  }

  /// A request that is sent twice at once is neither an attempt nor a rule.
  private static boolean stillRunning(HttpServletRequest request) {
    return problem(request)
        .filter(it -> it.code().equals(Code.IDEMPOTENCY_KEY_IN_USE.word()))
        .isPresent();
  }

  /// Who may not do this is known only now, before the door is shut.
  @EventListener
  void denied(AuthorizationDeniedEvent<?> denied) {
    Authentication who = denied.getAuthentication().get();
    if (denied.getSource() instanceof HttpServletRequest request
        && who.isAuthenticated()
        && !(who
            instanceof org.springframework.security.authentication.AnonymousAuthenticationToken)) {
      Writing.is(request, who);
    }
  }

  private void write(HttpServletRequest request, Outcome outcome, int status) {
    var more = new LinkedHashMap<String, Object>();
    more.put("status", status);
    problem(request)
        .ifPresent(it -> {
          more.put("code", it.code());
          more.put("detail", it.detail());
          if (!it.blockedBy().isEmpty()) {
            more.put("rules", it.blockedBy().stream().map(BlockedBy::rule).toList());
          }
        });
    try {
      Optional<Map<String, Object>> room =
          status == 401 ? strangers.spend() : Optional.of(Map.of());
      room.ifPresent(suppressed -> {
        more.putAll(suppressed);
        writing.write(request, Act.of(request), outcome, Optional.empty(), Optional.empty(), more);
      });
    } catch (RuntimeException lost) {
      LOG.error("a refused attempt could not be written into the audit: {}", more, lost);
    }
  }

  private static Optional<Problem> problem(HttpServletRequest request) {
    return request.getAttribute(Problem.ANSWERED) instanceof Problem it
        ? Optional.of(it)
        : Optional.empty();
  }
}
