package io.hitless.api.job;

import io.hitless.api.problem.Rejection;
import io.hitless.api.stream.EventView;
import io.hitless.device.Drivers;
import io.hitless.event.Events;
import io.hitless.event.RecordedEvent;
import io.hitless.image.Images;
import io.hitless.job.CommandPlan;
import io.hitless.job.Evidence;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.job.LegalActions;
import io.hitless.job.Transcripts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Everything that proves what became of a job, in one file to be attached to a ticket.
@RestController
@Tag(name = "Jobs")
final class EvidenceController {
  private static final int PIECE = 500;

  private final Jobs jobs;
  private final Events events;
  private final Transcripts transcripts;
  private final Evidence evidence;
  private final Images images;
  private final Drivers drivers;
  private final InstantSource clock;
  private final JsonMapper json;

  EvidenceController(
      Jobs jobs,
      Events events,
      Transcripts transcripts,
      Evidence evidence,
      Images images,
      Drivers drivers,
      InstantSource clock,
      JsonMapper json) {
    this.jobs = jobs;
    this.events = events;
    this.transcripts = transcripts;
    this.evidence = evidence;
    this.images = images;
    this.drivers = drivers;
    this.clock = clock;
    this.json = json;
  }

  @GetMapping(path = "/api/v1/jobs/{id}/evidence", produces = "application/zip")
  @Operation(
      summary = "Export plan, checks, transcript, events and differences of an upgrade",
      description = "Without secrets. Texts are there once the job has come to where they arise.")
  @ApiResponse(
      responseCode = "200",
      description = "A zip archive",
      content =
          @Content(
              mediaType = "application/zip",
              schema = @Schema(type = "string", format = "binary")))
  void export(@PathVariable JobId id, HttpServletResponse response) throws IOException {
    Job job = jobs.find(id).orElseThrow(() -> Rejection.notFound("job", id.toString()));
    response.setContentType("application/zip");
    response.setHeader("Content-Disposition", "attachment; filename=\"evidence-" + id + ".zip\"");
    try (var zip = new ZipOutputStream(response.getOutputStream(), StandardCharsets.UTF_8)) {
      entry(zip, "job.json", pretty(JobView.of(job, clock.instant(), LegalActions.of(job))));
      var image = images.find(job.order().image());
      if (image.isPresent()) {
        var plan = CommandPlan.of(job.order(), image.get(), job.memory().fileSystem(), drivers);
        entry(zip, "plan.json", pretty(PlanView.of(plan)));
      }
      for (Evidence.Item item : evidence.of(id)) {
        entry(zip, item.kind().file(), item.text());
      }
      events(zip, id);
      transcript(zip, id);
    } catch (UncheckedIOException _) {
      // The client is gone.
    }
  }

  private void events(ZipOutputStream zip, JobId id) throws IOException {
    zip.putNextEntry(new ZipEntry("events.jsonl"));
    long after = 0;
    List<RecordedEvent> piece;
    do {
      piece = events.after(after, Optional.of(id.value()), PIECE);
      for (RecordedEvent event : piece) {
        write(zip, json.writeValueAsString(EventView.of(event)) + "\n");
        after = event.id();
      }
    } while (piece.size() == PIECE);
    zip.closeEntry();
  }

  private void transcript(ZipOutputStream zip, JobId id) throws IOException {
    zip.putNextEntry(new ZipEntry("transcript.txt"));
    var recording = new Recording.Text();
    transcripts.read(id, line -> write(zip, recording.piece(line)));
    zip.closeEntry();
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    write(zip, text);
    zip.closeEntry();
  }

  private static void write(ZipOutputStream zip, String text) {
    try {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private String pretty(Object value) {
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
  }
}
