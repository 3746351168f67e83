package io.hitless.api.rest;

import io.hitless.access.Caller;
import io.hitless.access.Idempotency;
import io.hitless.access.Transactions;
import io.hitless.api.body.BodyFilter;
import io.hitless.api.body.WholeBody;
import io.hitless.api.problem.Code;
import io.hitless.api.problem.ProblemWriter;
import io.hitless.api.problem.Rejection;
import io.hitless.api.security.CurrentCaller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// Makes a POST that is sent twice take effect once. Everything that the request stores and the
/// answer that it gets are one transaction; an answer that says no is not kept, since a second try
/// may meet a better day.
@Component
@Order(BodyFilter.ORDER + 1)
final class IdempotencyFilter extends OncePerRequestFilter {
  private static final String HEADER = "Idempotency-Key";
  private static final Set<String> REQUIRED = Set.of("/api/v1/jobs", "/api/v1/campaigns");
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final Set<String> KEPT_HEADERS = Set.of("Location", "ETag", "Content-Type");

  private final Idempotency answers;
  private final Transactions transactions;
  private final IdempotencyTimes times;
  private final ProblemWriter problems;

  IdempotencyFilter(
      Idempotency answers,
      Transactions transactions,
      IdempotencyTimes times,
      ProblemWriter problems) {
    this.answers = answers;
    this.transactions = transactions;
    this.times = times;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST") || !request.getServletPath().startsWith("/api/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> key = Optional.ofNullable(request.getHeader(HEADER));
    if (Fingerprint.storesNothing(request)) {
      chain.doFilter(request, response);
    } else if (key.isEmpty() && !REQUIRED.contains(request.getServletPath())) {
      chain.doFilter(request, response);
    } else if (key.isEmpty()) {
      refuse(
          request,
          response,
          Code.IDEMPOTENCY_KEY_REQUIRED,
          "send " + HEADER + ", a new one for each new request");
    } else if (!KEY.matcher(key.get()).matches()) {
      refuse(
          request,
          response,
          Code.INVALID_HEADER,
          HEADER + " must be 1 to 200 printable ASCII characters");
    } else {
      once(key.get(), (WholeBody) request, response, chain);
    }
  }

  private void once(String key, WholeBody request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String principal =
        CurrentCaller.of(request)
            .map(Caller::id)
            .orElseThrow(() -> new IllegalStateException("a stranger got past the door"));
    switch (answers.begin(
        key, principal, Fingerprint.of(request), times.patience(), times.kept())) {
      case Idempotency.New attempt -> attempt(attempt, request, response, chain);
      case Idempotency.Replay(Idempotency.Answer answer) -> replay(answer, response);
      case Idempotency.Reused() ->
          refuse(
              request,
              response,
              Code.IDEMPOTENCY_KEY_REUSED,
              "the key was sent before with another request");
      case Idempotency.InProgress() ->
          problems.write(
              request,
              response,
              new Rejection(Code.IDEMPOTENCY_KEY_IN_USE, "ask again in a moment")
                  .withHeader("Retry-After", "1"));
    }
  }

  private void attempt(
      Idempotency.New attempt,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    var held = new ContentCachingResponseWrapper(response);
    boolean kept = false;
    try {
      transactions.<Boolean>inOne(() -> handle(attempt, request, held, chain));
      kept = true;
    } catch (SaysNo _) {
      // The answer stands in `held`; what the request stored is undone.
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    } catch (Failed failed) {
      throw failed.cause;
    } finally {
      if (!kept) {
        answers.abandon(attempt);
      }
    }
    held.copyBodyToResponse();
  }

  private boolean handle(
      Idempotency.New attempt,
      HttpServletRequest request,
      ContentCachingResponseWrapper held,
      FilterChain chain) {
    try {
      chain.doFilter(request, held);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (ServletException failed) {
      throw new Failed(failed);
    }
    if (held.getStatus() >= 400) {
      throw new SaysNo();
    }
    var headers = new LinkedHashMap<String, String>();
    for (String name : KEPT_HEADERS) {
      String value = name.equals("Content-Type") ? held.getContentType() : held.getHeader(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    String body =
        ShownOnce.struckFrom(
            new String(held.getContentAsByteArray(), StandardCharsets.UTF_8), request);
    answers.complete(attempt, new Idempotency.Answer(held.getStatus(), headers, body));
    return true;
  }

  private static void replay(Idempotency.Answer answer, HttpServletResponse response)
      throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setHeader("Idempotency-Replayed", "true");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, Code code, String detail)
      throws IOException {
    problems.write(request, response, new Rejection(code, detail));
  }

  /// Undoes the transaction of a request that was answered with no.
  private static final class SaysNo extends RuntimeException {
    SaysNo() {
      super(null, null, false, false);
    }
  }

  /// Carries a checked exception through the transaction.
  private static final class Failed extends RuntimeException {
    private final transient ServletException cause;

    Failed(ServletException cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
