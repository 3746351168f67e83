package io.hitless.api.audit;

import io.hitless.api.body.Grammar;
import io.hitless.api.body.WholeBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Why somebody asks for something: the `reason` in the body, where there is one.
record Reason(JsonMapper json) {
  Optional<String> of(HttpServletRequest request) {
    if (!(request instanceof WholeBody body) || !isJson(request)) {
      return Optional.empty();
    }
    try {
      JsonNode reason = json.readTree(body.bytes()).path("reason");
      return reason.isString()
          ? Optional.of(reason.asString()).filter(it -> Grammar.SENTENCE.fault(it).isEmpty())
          : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static boolean isJson(HttpServletRequest request) {
    return request.getContentType() != null && request.getContentType().contains("json");
  }
}
