package io.hitless.api.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// What the container asks when something outside the controllers failed (a filter, the firewall):
/// a problem instead of its page of HTML.
@Hidden
@Controller
final class ProblemPage implements ErrorController {
  private final ProblemWriter problems;

  ProblemPage(ProblemWriter problems) {
    this.problems = problems;
  }

  @RequestMapping("/error")
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    boolean failed = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer;
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : 404;
    Code code = failed ? Code.ofStatus(status) : Code.NOT_FOUND;
    problems.write(request, response, new Rejection(code, code.title()));
  }
}
