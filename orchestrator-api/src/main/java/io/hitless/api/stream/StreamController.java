package io.hitless.api.stream;

import io.hitless.access.Caller;
import io.hitless.api.problem.Code;
import io.hitless.api.problem.Rejection;
import io.hitless.api.security.Sight;
import io.hitless.api.security.Standing;
import io.hitless.event.Events;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `/events`: every change, as it happens.
@RestController
@Tag(name = "Events")
final class StreamController {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final EventStream stream;
  private final Events events;
  private final Jobs jobs;
  private final Sight sight;
  private final Standing standing;

  StreamController(EventStream stream, Events events, Jobs jobs, Sight sight, Standing standing) {
    this.stream = stream;
    this.events = events;
    this.jobs = jobs;
    this.sight = sight;
    this.standing = standing;
  }

  @GetMapping(path = "/api/v1/events", produces = "text/event-stream")
  @Operation(
      summary = "Follow what happens",
      description =
          "Server-sent events. Begins with what happens from now on, or behind Last-Event-ID"
              + " (0: with the very first event). An id beyond the log, as after a restored backup, counts as the newest.")
  @ApiResponse(
      responseCode = "200",
      description = "A stream that does not end",
      content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
  void follow(
      @RequestHeader("Last-Event-ID") Optional<String> lastEventId,
      @RequestParam Optional<JobId> job,
      Caller caller,
      HttpServletResponse response)
      throws IOException {
    job.filter(id -> jobs.find(id).isEmpty() || !sight.covers(caller.scope(), id))
        .ifPresent(id -> {
          throw Rejection.notFound("job", id.toString());
        });
    long newest = events.newest();
    // An id that the log does not know yet is from before a restored backup: waiting for it would
    // be silence.
    long last = Math.min(newest, lastEventId.map(StreamController::number).orElse(newest));
    if (!stream.hasRoom()) {
      throw new Rejection(Code.UNAVAILABLE, "too many clients follow the events")
          .withHeader("Retry-After", "10");
    }
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    try {
      stream.follow(
          last,
          job.map(JobId::value),
          event -> sight.covers(caller.scope(), event),
          standing.of(caller),
          response.getOutputStream());
    } catch (IOException _) {
      // The client is gone; there is nobody to tell.
    }
  }

  private static long number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new Rejection(Code.INVALID_HEADER, "Last-Event-ID must be the id of an event");
    }
    return Long.parseLong(text);
  }
}
