package io.hitless.api.guard;

import io.hitless.access.Rates;
import io.hitless.api.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Counts by address who shows no key, and keys that do not count. Runs before anybody is
/// recognised.
///
/// A key that this replica has let in is never held up by the failures of others behind the same
/// address: a robot with a revoked key must not lock its whole site out.
@Component
@Order(StrangersRate.ORDER)
final class StrangersRate extends OncePerRequestFilter {
  /// Before Spring Security, which is at -100.
  static final int ORDER = -110;

  private static final int UNAUTHENTICATED = 401;
  private static final int MOST = 10_000;

  private final Rates rates;
  private final RateLimits limits;
  private final ProblemWriter problems;
  private final Set<String> letIn =
      Collections.newSetFromMap(
          Collections.synchronizedMap(
              new LinkedHashMap<String, Boolean>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST;
                }
              }));

  StrangersRate(Rates rates, RateLimits limits, ProblemWriter problems) {
    this.rates = rates;
    this.limits = limits;
    this.problems = problems;
  }

  /// Whoever looks whether we live must not be told to come back later.
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/actuator/health");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String from = address(request.getRemoteAddr());
    String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (shown == null) {
      Optional<Duration> wait = rates.take(from, limits.ofStranger());
      if (wait.isPresent()) {
        Crowd.refuse(request, response, problems, "too many requests without a key", wait.get());
        return;
      }
      chain.doFilter(request, response);
      return;
    }
    String key = hash(shown);
    Optional<Duration> wait = rates.refused(from, limits.ofFailedLogins());
    if (wait.isPresent() && !letIn.contains(key)) {
      Crowd.refuse(request, response, problems, "too many keys that do not count", wait.get());
      return;
    }
    chain.doFilter(request, response);
    if (response.getStatus() == UNAUTHENTICATED) {
      letIn.remove(key);
      var _ = rates.take(from, limits.ofFailedLogins());
    } else {
      letIn.add(key);
    }
  }

  /// An IPv6 customer has a /64 at least.
  static String address(String remote) {
    try {
      InetAddress address = InetAddress.ofLiteral(remote);
      return address instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8))
          : address.getHostAddress();
    } catch (IllegalArgumentException _) {
      return "unknown";
    }
  }

  private static String hash(String shown) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(shown.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
