package io.hitless.api.security;

import io.hitless.access.ApiKey;
import io.hitless.access.ApiKeys;
import io.hitless.access.Caller;
import io.hitless.access.KeyText;
import io.hitless.access.Scope;
import io.hitless.api.problem.Code;
import io.hitless.api.problem.ProblemWriter;
import io.hitless.api.problem.Rejection;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Knows callers by the API key in `Authorization: Bearer …`. A key that is shown but doesn't count
/// is refused at once, even where none is needed.
final class ApiKeyFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";
  private static final int LONGEST = 512;

  private final ApiKeys keys;
  private final ProblemWriter problems;
  private final InstantSource clock;

  ApiKeyFilter(ApiKeys keys, ProblemWriter problems, InstantSource clock) {
    this.keys = keys;
    this.problems = problems;
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (shown == null) {
      chain.doFilter(request, response);
      return;
    }
    Optional<ApiKey> key = usable(shown);
    if (key.isEmpty()) {
      problems.write(request, response, refusal("the API key is not valid"));
      return;
    }
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new Authenticated(caller(key.get())));
    SecurityContextHolder.setContext(context);
    chain.doFilter(request, response);
  }

  private static Caller caller(ApiKey key) {
    return new Caller(
        "key:" + key.id(),
        key.name(),
        key.name(),
        Caller.Kind.API_KEY,
        key.role().rights(),
        Scope.EVERYTHING);
  }

  static Rejection refusal(String detail) {
    return new Rejection(Code.UNAUTHENTICATED, detail)
        .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"hitless\"");
  }

  private Optional<ApiKey> usable(String header) {
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || header.length() > LONGEST) {
      return Optional.empty();
    }
    String hash = KeyText.of(header.substring(SCHEME.length()).strip()).sha256();
    Instant now = clock.instant();
    Optional<ApiKey> key =
        keys.withHash(hash).filter(it -> same(it.sha256(), hash)).filter(it -> it.usable(now));
    key.ifPresent(it -> keys.used(it.id(), now));
    return key;
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
