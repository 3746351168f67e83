package io.hitless.api.wiring;

import io.hitless.access.StorageAway;
import io.hitless.api.problem.Code;
import io.hitless.api.problem.ProblemWriter;
import io.hitless.api.problem.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// While the database is away the answer is 503, not a failure of the request.
@RestControllerAdvice
@Order(0)
final class DatabaseTroubles {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseTroubles.class);

  private final ProblemWriter problems;

  DatabaseTroubles(ProblemWriter problems) {
    this.problems = problems;
  }

  @ExceptionHandler({
    StorageAway.class,
    DataAccessResourceFailureException.class,
    TransientDataAccessException.class,
    CannotCreateTransactionException.class
  })
  void away(Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LOG.warn("the database does not answer: {}", failure.getMessage());
    problems.write(
        request,
        response,
        new Rejection(Code.UNAVAILABLE, "the database does not answer; nothing was changed")
            .withHeader("Retry-After", "5"));
  }
}
