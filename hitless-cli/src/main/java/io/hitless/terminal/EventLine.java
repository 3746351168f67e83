package io.hitless.terminal;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// An event on one line.
final class EventLine {
  private EventLine() {}

  static String of(JsonNode event) {
    JsonNode data = event.path("data");
    List<String> said = new ArrayList<>();
    String from = Json.text(data, "/from");
    String to = Json.text(data, "/to");
    if (!to.isEmpty()) {
      said.add(from.isEmpty() ? to : from + " -> " + to);
    }
    for (String field : List.of("/step", "/summary", "/why", "/reason", "/line")) {
      String text = Json.text(data, field);
      if (!text.isEmpty()) {
        said.add(text);
      }
    }
    String job = Json.text(event, "/job");
    return "%s  %s  %s  %s"
        .formatted(
            Json.moment(event, "/at"),
            job.isEmpty() ? "-" : job,
            Json.text(event, "/type"),
            String.join("  ", said))
        .stripTrailing();
  }
}
