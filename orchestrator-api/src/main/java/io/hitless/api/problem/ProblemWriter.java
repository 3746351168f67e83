package io.hitless.api.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes a problem where no controller is reached: filters, security, the container's error page.
@Component
public final class ProblemWriter {
  private final JsonMapper json;

  public ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  /// Answers `request` with `rejection`, unless an answer has begun.
  public void write(HttpServletRequest request, HttpServletResponse response, Rejection rejection)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    Problem problem = Problem.of(rejection, path(request), TraceIds.of(request));
    request.setAttribute(Problem.ANSWERED, problem);
    byte[] body = json.writeValueAsBytes(problem);
    response.setStatus(rejection.code().status());
    rejection.headers().forEach(response::setHeader);
    response.setContentType(Problem.MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  /// What the client asked, also while the container shows its error page.
  private static String path(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked
        ? asked
        : request.getRequestURI();
  }
}
