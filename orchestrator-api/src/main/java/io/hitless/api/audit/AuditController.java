package io.hitless.api.audit;

import io.hitless.api.rest.Listing;
import io.hitless.api.rest.Paging;
import io.hitless.audit.AuditTrail;
import io.hitless.audit.ChainReport;
import io.hitless.audit.ChainVerifier;
import io.hitless.audit.LogChain;
import io.hitless.audit.LogWatch;
import io.hitless.audit.LogWatch.Verdict;
import io.hitless.event.Event;
import io.hitless.event.Events;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// `/audit`: who did what, and whether the log still says so.
@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "Audit")
final class AuditController {
  private final AuditTrail audit;
  private final LogChain chain;
  private final LogWatch watch;
  private final Events events;
  private final AuditQueries queries;
  private final JsonMapper json;

  AuditController(
      AuditTrail audit,
      LogChain chain,
      LogWatch watch,
      Events events,
      AuditQueries queries,
      JsonMapper json) {
    this.audit = audit;
    this.chain = chain;
    this.watch = watch;
    this.events = events;
    this.queries = queries;
    this.json = json;
  }

  @GetMapping
  @Operation(
      summary = "List who did what",
      description =
          "Newest first. action is a word (job.abort) or what stands before a dot in it (job).")
  Listing<AuditEntryView> list(
      @RequestParam Optional<String> actor,
      @RequestParam Optional<String> action,
      @RequestParam Optional<String> job,
      @RequestParam Optional<String> device,
      @RequestParam Optional<String> since,
      @RequestParam Optional<String> until,
      Paging paging) {
    var query = queries.query(actor, action, job, device, since, until);
    return Listing.of(audit.list(query, paging.request()), AuditEntryView::of);
  }

  @GetMapping(path = "/export", produces = Export.MEDIA_TYPE)
  @Operation(
      summary = "Export the whole log with its chain of hashes",
      description =
          "One JSON object a line: events and audit entries in order, each with its digest and its"
              + " hash. bin/verify-audit judges the file without the service.")
  @ApiResponse(
      responseCode = "200",
      description = "The log",
      content = @Content(mediaType = Export.MEDIA_TYPE, schema = @Schema(type = "string")))
  void export(HttpServletResponse response) throws IOException {
    chain.seal();
    response.setContentType(Export.MEDIA_TYPE);
    response.setHeader("Content-Disposition", "attachment; filename=\"audit.ndjson\"");
    try (var export = new Export(json, response.getOutputStream())) {
      chain.read(export);
    } catch (UncheckedIOException _) {
      // The client is gone.
    }
  }

  @PostMapping("/verify")
  @Operation(
      summary = "Verify the log",
      description =
          "Compares every row with how it was sealed and names the first that was changed, removed,"
              + " inserted or moved. A head that you kept elsewhere can be given as anchor.")
  ChainView verify(@RequestBody VerifyForm form) {
    chain.seal();
    var verifier = new ChainVerifier(form.anchor().map(VerifyForm.Anchor::mark));
    chain.read(verifier);
    ChainReport report = verifier.report();
    report
        .firstBad()
        .filter(fault -> fault.kind().tampered() && form.anchor().isEmpty())
        .ifPresent(fault ->
            events.append(
                new Event.SecurityNote(
                    Event.SecurityNote.CHAIN_BROKEN,
                    Map.of(
                        "fault", fault.kind().name(),
                        "row", fault.id(),
                        "summary", fault.detail()))));
    if (watch.standing().verdict() != Verdict.INTACT || !report.intact()) {
      watch.lookNow();
    }
    return ChainView.of(report);
  }
}
