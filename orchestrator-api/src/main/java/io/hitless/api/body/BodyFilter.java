package io.hitless.api.body;

import io.hitless.api.problem.Code;
import io.hitless.api.problem.ProblemWriter;
import io.hitless.api.problem.Rejection;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Reads a body whole before anything is decided on it, and no further than its limit. Runs after
/// security, so that strangers cost no memory.
@Component
@Order(BodyFilter.ORDER)
public final class BodyFilter extends OncePerRequestFilter {
  public static final int ORDER = 0;

  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH", "DELETE");

  private static final Pattern UPLOAD = Pattern.compile("/api/v1/images/[^/]+/content");

  private static final int PIECE = 8192;

  private final BodyLimits limits;
  private final ProblemWriter problems;

  BodyFilter(BodyLimits limits, ProblemWriter problems) {
    this.limits = limits;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !WITH_BODY.contains(request.getMethod()) || isUpload(request);
  }

  /// A client that drips would hold us for hours: each byte is in time, the whole is not.
  private byte[] inTime(InputStream from, int most) throws IOException {
    long started = System.nanoTime();
    var body = new ByteArrayOutputStream();
    var piece = new byte[PIECE];
    while (body.size() < most) {
      int read = from.read(piece, 0, Math.min(PIECE, most - body.size()));
      if (read < 0) {
        break;
      }
      body.write(piece, 0, read);
      if (System.nanoTime() - started > limits.patience().toNanos()) {
        throw new SocketTimeoutException("the body drips");
      }
    }
    return body.toByteArray();
  }

  /// The content of an image is read as it comes, by who knows how long it may be.
  private static boolean isUpload(HttpServletRequest request) {
    return request.getMethod().equals("PUT") && UPLOAD.matcher(request.getServletPath()).matches();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean bulk = request.getServletPath().endsWith("/devices/import");
    long limit = (bulk ? limits.largestImport() : limits.largest()).toBytes();
    byte[] body;
    try {
      body =
          request.getContentLengthLong() > limit
              ? new byte[0]
              : inTime(request.getInputStream(), (int) limit + 1);
    } catch (SocketTimeoutException slow) {
      response.setHeader("Connection", "close");
      problems.write(
          request,
          response,
          new Rejection(
              Code.BODY_TOO_SLOW, "a body has " + limits.patience().toSeconds() + " s to come"));
      return;
    }
    if (request.getContentLengthLong() > limit || body.length > limit) {
      response.setHeader("Connection", "close");
      problems.write(
          request,
          response,
          new Rejection(Code.BODY_TOO_LARGE, "at most " + limit + " bytes are taken here"));
      return;
    }
    chain.doFilter(new WholeBody(request, body), response);
  }
}
