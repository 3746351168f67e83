package io.hitless.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Shows upgrades until each has ended, waits for a person, or is where the caller wants it: as a
/// table that is drawn over itself on a terminal, as a line a change elsewhere, as an object a line
/// for scripts. Woken by the stream of events.
final class Watch {
  private static final int BAR = 20;
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Screen screen;
  private final boolean json;
  private final Map<String, JsonNode> jobs = new LinkedHashMap<>();
  private final Map<String, String> shown = new HashMap<>();

  Watch(Screen screen, boolean json) {
    this.screen = screen;
    this.json = json;
  }

  /// @param until states that are enough; none: only the end
  /// @return 0 when all succeeded or are where they should be
  int follow(Service service, List<String> ids, List<String> until) throws InterruptedException {
    Optional<String> only = ids.size() == 1 ? Optional.of(ids.getFirst()) : Optional.empty();
    // Followed before the first look: nothing falls between the two.
    try (EventFeed feed = new EventFeed(service, only, Optional.empty())) {
      look(service, ids);
      show();
      while (!jobs.values().stream().allMatch(job -> over(job, until))) {
        boolean drawn = screen.terminal() && !json;
        Optional<JsonNode> event = drawn ? feed.next(TICK) : feed.next();
        if (event.isPresent()) {
          String of = Json.text(event.get(), "/job");
          if (jobs.containsKey(of)) {
            look(service, List.of(of));
          }
        } else if (!drawn) {
          look(service, ids); // The stream broke off: something may have been missed.
        }
        show();
      }
    }
    if (!json) {
      jobs.values()
          .forEach(job -> {
            if (job.path("outcome").isObject() && !succeeded(job)) {
              screen.line(
                  Json.text(job, "/state"),
                  Json.text(job, "/device/name") + ": " + Json.text(job, "/state"));
              JobPage.outcome(job, screen);
            }
          });
    }
    return jobs.values().stream().allMatch(job -> succeeded(job) || in(job, until))
        ? Exit.YES
        : Exit.NO;
  }

  private void look(Service service, List<String> ids) {
    ids.forEach(id -> jobs.put(id, service.get("/jobs/" + id)));
  }

  private static boolean over(JsonNode job, List<String> until) {
    return job.path("terminal").asBoolean()
        || Json.text(job, "/state").equals("NEEDS_OPERATOR")
        || in(job, until);
  }

  private static boolean in(JsonNode job, List<String> states) {
    return states.contains(Json.text(job, "/state"));
  }

  private static boolean succeeded(JsonNode job) {
    return Json.text(job, "/state").equals("SUCCEEDED");
  }

  private void show() {
    if (json) {
      jobs.forEach((id, job) -> changed(id, Json.line(job), Json.line(job)));
    } else if (screen.terminal()) {
      screen.redraw(table());
    } else {
      jobs.forEach((id, job) -> {
        String state = Json.text(job, "/state");
        String waits = Json.text(job, "/waitingFor");
        String percent = Json.text(job, "/progress/percent");
        changed(
            id,
            state + waits + percent,
            "%s  %-24s %-16s %3s%%  %s"
                .formatted(
                    Json.moment(job, "/updatedAt"),
                    Json.text(job, "/device/name"),
                    state,
                    percent,
                    waits)
                .stripTrailing());
      });
    }
    screen.out().flush();
  }

  private void changed(String id, String what, String line) {
    if (!what.equals(shown.put(id, what))) {
      screen.out().println(Printable.of(line));
    }
  }

  private Table table() {
    Table table = new Table("DEVICE", "TO", "STATE", "PROGRESS", "IN STATE", "WAITS FOR", "JOB");
    jobs.forEach((id, job) ->
        table.row(
            Json.text(job, "/device/name"),
            Json.text(job, "/image/version"),
            Json.text(job, "/state"),
            bar(job.at("/progress/percent").asInt(0)),
            inState(job),
            Json.text(job, "/waitingFor"),
            id));
    return table;
  }

  static String bar(int percent) {
    int full = Math.clamp(percent, 0, 100) * BAR / 100;
    return "█".repeat(full) + "░".repeat(BAR - full) + " %3d%%".formatted(percent);
  }

  private static String inState(JsonNode job) {
    JsonNode timeline = job.path("timeline");
    String since = Json.text(timeline.path(timeline.size() - 1), "/enteredAt");
    if (since.isEmpty() || job.path("terminal").asBoolean()) {
      return "";
    }
    Duration time = Duration.between(Instant.parse(since), Instant.now());
    return time.isNegative() ? "0:00" : "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
