package io.hitless.api.problem;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Gives each request an id that is in its log lines and in its problem: that of its trace, which
/// is the caller's own where it sends a W3C `traceparent`, else a new one. Comes right behind the
/// filter that begins the trace.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
public final class TraceIds extends OncePerRequestFilter {
  private static final String NAME = "traceId";
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

  private final Tracer tracer;

  TraceIds(Tracer tracer) {
    this.tracer = tracer;
  }

  /// The id of this request.
  public static String of(ServletRequest request) {
    return request.getAttribute(NAME) instanceof String id ? id : assign(request, newId());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try (var _ = MDC.putCloseable(NAME, assign(request, id(request)))) {
      chain.doFilter(request, response);
    }
  }

  private String id(HttpServletRequest request) {
    Span span = tracer.currentSpan();
    if (span != null && !span.isNoop()) {
      return span.context().traceId();
    }
    String parent = request.getHeader("traceparent");
    var form = TRACEPARENT.matcher(parent == null ? "" : parent);
    return form.matches() ? form.group(1) : newId();
  }

  private static String assign(ServletRequest request, String id) {
    request.setAttribute(NAME, id);
    return id;
  }

  private static String newId() {
    var bytes = new byte[16];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
