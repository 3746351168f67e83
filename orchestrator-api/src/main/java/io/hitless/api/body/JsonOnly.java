package io.hitless.api.body;

import io.hitless.api.problem.Code;
import io.hitless.api.problem.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Keeps a form from being read by anything but our strict reader: other converters on the class
/// path would take YAML or `application/anything+json`, leniently.
final class JsonOnly implements HandlerInterceptor {
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String type = request.getContentType();
    if (type != null && handler instanceof HandlerMethod method && takesForm(method)) {
      check(type);
    }
    return true;
  }

  private static boolean takesForm(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> Form.class.isAssignableFrom(parameter.getParameterType()));
  }

  private static void check(String type) {
    try {
      MediaType sent = MediaType.parseMediaType(type);
      if (sent.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)) {
        return;
      }
    } catch (InvalidMediaTypeException _) {
      // Told below.
    }
    throw new Rejection(Code.UNSUPPORTED_MEDIA_TYPE, "understood here: application/json")
        .withHeader("Accept", "application/json");
  }
}
