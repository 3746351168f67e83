package io.hitless.api.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// Answers requests that Tomcat refuses before any of our code sees them (an invalid path, headers
/// too large) with a problem.
public final class ProblemValve extends ErrorReportValve {
  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    Code code = Code.ofStatus(status);
    byte[] body = body(code).getBytes(StandardCharsets.UTF_8);
    try {
      response.setStatus(code.status());
      response.setContentType(Problem.MEDIA_TYPE);
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException _) {
      // The client is gone.
    }
  }

  /// By hand, since nothing of what the client sent may be in it.
  private static String body(Code code) {
    return """
    {"type":"urn:hitless:problem:%s","title":"%s","status":%d,"detail":"%s","code":"%s"}\
    """
        .formatted(code.word(), code.title(), code.status(), code.title(), code.word());
  }
}
