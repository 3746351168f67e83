package io.hitless.terminal;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The service said no, in the words of its problem+json.
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient JsonNode problem;

  Refused(int status, JsonNode problem) {
    super("refused with " + status);
    this.status = status;
    this.problem = problem;
  }

  int status() {
    return status;
  }

  JsonNode problem() {
    return problem;
  }

  /// Whether the service failed, rather than said no.
  boolean failed() {
    return status >= 500;
  }

  /// For a person: what is wrong, where, by which rule, and who could waive it.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    String detail = Json.text(problem, "/detail");
    lines.add(
        "%s (%d %s)".formatted(Json.text(problem, "/title"), status, Json.text(problem, "/code")));
    if (!detail.isEmpty()) {
      lines.add("  " + detail);
    }
    for (JsonNode violation : problem.path("violations")) {
      lines.add(
          "  %s: %s".formatted(Json.text(violation, "/pointer"), Json.text(violation, "/message")));
    }
    for (JsonNode rule : problem.path("blockedBy")) {
      String waiver = Json.text(rule, "/waivableBy");
      lines.add(
          "  blocked by %s: %s%s"
              .formatted(
                  Json.text(rule, "/rule"),
                  Json.text(rule, "/evidence"),
                  waiver.isEmpty() ? "" : " (may be waived by " + waiver + ")"));
    }
    List<String> legal = Json.texts(problem.path("legalActions"));
    if (!legal.isEmpty()) {
      lines.add("  legal now: " + String.join(", ", legal));
    }
    String trace = Json.text(problem, "/traceId");
    if (failed() && !trace.isEmpty()) {
      lines.add("  in the service's log: " + trace);
    }
    return lines;
  }
}
