package io.hitless.api.guard;

import io.hitless.api.problem.Code;
import io.hitless.api.problem.ProblemWriter;
import io.hitless.api.problem.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/// The answer to whoever asks too often.
final class Crowd {
  private Crowd() {}

  static void refuse(
      HttpServletRequest request,
      HttpServletResponse response,
      ProblemWriter problems,
      String whose,
      Duration wait)
      throws IOException {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    response.setHeader(HttpHeaders.CONNECTION, "close"); // the body is not read
    problems.write(
        request,
        response,
        new Rejection(Code.TOO_MANY_REQUESTS, whose + "; try again in " + seconds + " s")
            .withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds)));
  }
}
