package io.hitless.terminal;

import tools.jackson.databind.JsonNode;

/// All that a person wants to know of one upgrade.
final class JobPage {
  private JobPage() {}

  static void show(JsonNode job, Screen screen) {
    String state = Json.text(job, "/state");
    screen.line(
        state,
        "%s to %s: %s, %s%%"
            .formatted(
                Json.text(job, "/device/name"),
                Json.text(job, "/image/version"),
                state,
                Json.text(job, "/progress/percent")));
    String id = Json.text(job, "/id");
    field(screen, "job", id.isEmpty() ? "none: this was a dry run" : id);
    field(screen, "waits for", Json.text(job, "/waitingFor"));
    if (job.path("step").isObject()) {
      field(
          screen,
          "step",
          "%s since %s, at the latest until %s"
              .formatted(
                  Json.text(job, "/step/name"),
                  Json.moment(job, "/step/startedAt"),
                  Json.moment(job, "/step/deadline")));
    }
    if (job.path("autoAbort").isObject()) {
      field(
          screen,
          "auto-abort",
          "the device goes back by itself in %s, at %s"
              .formatted(
                  Json.text(job, "/autoAbort/remaining"), Json.moment(job, "/autoAbort/deadline")));
    }
    for (JsonNode entered : job.path("timeline")) {
      field(screen, Json.moment(entered, "/enteredAt"), Json.text(entered, "/state"));
    }
    outcome(job, screen);
    field(screen, "legal now", Json.text(job, "/legalActions"));
  }

  /// Why it ended or is parked, in the switch's own words, and the way out.
  static void outcome(JsonNode job, Screen screen) {
    JsonNode outcome = job.path("outcome");
    if (!outcome.isObject()) {
      return;
    }
    field(screen, "outcome", Json.text(outcome, "/code"));
    field(screen, "", Json.text(outcome, "/summary"));
    field(screen, "rolled back by", Json.text(outcome, "/rolledBackBy"));
    Json.texts(outcome.path("evidence")).forEach(line -> screen.line("    | " + line));
    Json.texts(outcome.path("guide")).forEach(line -> screen.line("  " + line));
  }

  private static void field(Screen screen, String name, String value) {
    if (!value.isEmpty()) {
      screen.line("  %-24s  %s".formatted(name, value));
    }
  }
}
