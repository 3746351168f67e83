package io.hitless.api.job;

import io.hitless.api.problem.Code;
import io.hitless.api.problem.Rejection;
import io.hitless.api.rest.Listing;
import io.hitless.api.rest.Paging;
import io.hitless.api.stream.EventView;
import io.hitless.event.Events;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.job.Transcripts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// What happened to a job, and what was typed and printed for it.
@RestController
@RequestMapping("/api/v1/jobs/{id}")
@Tag(name = "Jobs")
final class JobLogController {
  private static final String ASCIICAST = "application/x-asciicast";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final Jobs jobs;
  private final Events events;
  private final Transcripts transcripts;
  private final JsonMapper json;

  JobLogController(Jobs jobs, Events events, Transcripts transcripts, JsonMapper json) {
    this.jobs = jobs;
    this.events = events;
    this.transcripts = transcripts;
    this.json = json;
  }

  @GetMapping("/events")
  @Operation(summary = "List what happened to an upgrade")
  Listing<EventView> events(@PathVariable JobId id, Paging paging) {
    found(id);
    long after = paging.cursor().map(JobLogController::position).orElse(0L);
    var rows = events.after(after, Optional.of(id.value()), paging.limit() + 1);
    boolean more = rows.size() > paging.limit();
    List<EventView> shown = rows.stream().limit(paging.limit()).map(EventView::of).toList();
    return new Listing<>(
        shown, more ? Optional.of(Long.toString(shown.getLast().id())) : Optional.empty());
  }

  @GetMapping(
      path = "/transcript",
      produces = {"text/plain", ASCIICAST})
  @Operation(summary = "Show what was typed and printed, without secrets")
  @ApiResponse(
      responseCode = "200",
      description = "The whole conversation",
      content = {
        @Content(mediaType = "text/plain", schema = @Schema(type = "string")),
        @Content(mediaType = ASCIICAST, schema = @Schema(type = "string"))
      })
  void transcript(
      @PathVariable JobId id,
      @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accept,
      HttpServletResponse response)
      throws IOException {
    Job job = found(id);
    boolean cast = accept.contains(ASCIICAST);
    response.setContentType((cast ? ASCIICAST : "text/plain") + ";charset=UTF-8");
    try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
      Recording recording =
          cast ? new Asciicast(json, job.order().deviceName()) : new Recording.Text();
      transcripts.read(id, line -> append(out, recording.piece(line)));
    } catch (UncheckedIOException _) {
      // The client is gone.
    }
  }

  private static void append(Writer out, String text) {
    try {
      out.write(text);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private Job found(JobId id) {
    return jobs.find(id).orElseThrow(() -> Rejection.notFound("job", id.toString()));
  }

  private static long position(String cursor) {
    if (!NUMBER.matcher(cursor).matches()) {
      throw new Rejection(Code.UNKNOWN_CURSOR, "the cursor was not given out by this list");
    }
    return Long.parseLong(cursor);
  }
}
