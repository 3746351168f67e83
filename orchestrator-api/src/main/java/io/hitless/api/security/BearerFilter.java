package io.hitless.api.security;

import io.hitless.access.ApiKey;
import io.hitless.access.ApiKeys;
import io.hitless.access.Caller;
import io.hitless.access.KeyText;
import io.hitless.api.problem.Code;
import io.hitless.api.problem.ProblemWriter;
import io.hitless.api.problem.Rejection;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Knows callers by what they show in `Authorization: Bearer …`: an API key, or a token where a
/// provider is configured. What is shown but doesn't count is refused at once, even where nothing
/// is needed. Keys are looked up each time, so that a revoked one is refused by every replica from
/// the next request on.
final class BearerFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";
  private static final int LONGEST_KEY = 512;
  private static final Duration NOTED_AGAIN = Duration.ofMinutes(1);

  private final ApiKeys keys;
  private final Optional<Tokens> tokens;
  private final ProblemWriter problems;
  private final InstantSource clock;

  BearerFilter(ApiKeys keys, Optional<Tokens> tokens, ProblemWriter problems, InstantSource clock) {
    this.keys = keys;
    this.tokens = tokens;
    this.problems = problems;
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (shown != null) {
      try {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new Authenticated(caller(shown)));
        SecurityContextHolder.setContext(context);
      } catch (Rejection no) {
        problems.write(request, response, no);
        return;
      }
    }
    chain.doFilter(request, response);
  }

  static Rejection refusal(String detail) {
    return new Rejection(Code.UNAUTHENTICATED, detail)
        .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"hitless\"");
  }

  private Caller caller(String header) {
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw refusal("the API key is not valid");
    }
    String shown = header.substring(SCHEME.length()).strip();
    if (tokens.isPresent() && Tokens.looksLikeOne(shown)) {
      return tokens.get().caller(shown);
    }
    return Optional.of(shown)
        .filter(it -> it.length() <= LONGEST_KEY)
        .flatMap(this::key)
        .map(ApiKey::caller)
        .orElseThrow(() -> refusal("the API key is not valid"));
  }

  private Optional<ApiKey> key(String text) {
    String hash = KeyText.of(text).sha256();
    Instant now = clock.instant();
    Optional<ApiKey> key = keys.withHash(hash).filter(it -> it.opensWith(hash, now));
    key.filter(it -> !it.lastUsedAt().map(now.minus(NOTED_AGAIN)::isBefore).orElse(false))
        .ifPresent(it -> keys.used(it.id(), now));
    return key;
  }
}
