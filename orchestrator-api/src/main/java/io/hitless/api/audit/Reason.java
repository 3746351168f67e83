package io.hitless.api.audit;

import io.hitless.api.body.Grammar;
import io.hitless.api.body.WholeBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Why somebody asks for something: the `reason` in the body, or the parameter of what has no body.
record Reason(JsonMapper json) {
  Optional<String> of(HttpServletRequest request) {
    return said(request).filter(it -> Grammar.SENTENCE.fault(it).isEmpty()).map(String::strip);
  }

  private Optional<String> said(HttpServletRequest request) {
    if (request.getMethod().equals("DELETE")) {
      return Optional.ofNullable(request.getParameter("reason"));
    }
    if (!(request instanceof WholeBody body) || !isJson(request)) {
      return Optional.empty();
    }
    try {
      JsonNode reason = json.readTree(body.bytes()).path("reason");
      return reason.isString() ? Optional.of(reason.asString()) : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static boolean isJson(HttpServletRequest request) {
    return request.getContentType() != null && request.getContentType().contains("json");
  }
}
