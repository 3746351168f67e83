package io.hitless.api.audit;

import io.hitless.api.problem.Quoted;
import io.hitless.api.problem.TraceIds;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a request came from, as far as that is known.
///
/// `client` is who holds the other end of the connection: behind a proxy that is the proxy, unless
/// `server.forward-headers-strategy` says that it is trusted. What a header claims is kept beside
/// it, as a claim.
final class Origin {
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private Origin() {}

  static Map<String, Object> of(HttpServletRequest request) {
    var origin = new LinkedHashMap<String, Object>();
    origin.put("client", String.valueOf(request.getRemoteAddr()));
    claim(origin, "claimedFor", request.getHeader(FORWARDED_FOR));
    claim(origin, "userAgent", request.getHeader("User-Agent"));
    origin.put("method", request.getMethod());
    origin.put("path", bare(Quoted.of(request.getRequestURI())));
    origin.put("traceId", TraceIds.of(request));
    return origin;
  }

  private static void claim(Map<String, Object> origin, String name, @Nullable String claimed) {
    if (claimed != null) {
      origin.put(name, bare(Quoted.of(claimed)));
    }
  }

  private static String bare(String quoted) {
    return quoted.substring(1, quoted.length() - 1);
  }
}
