package io.hitless.api.readiness;

import io.hitless.access.Caller;
import io.hitless.api.body.Ids;
import io.hitless.api.problem.Rejection;
import io.hitless.api.rest.Listing;
import io.hitless.api.rest.Paging;
import io.hitless.api.rest.ValidateOnly;
import io.hitless.image.ImageId;
import io.hitless.inventory.Devices;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import io.hitless.readiness.FleetRun;
import io.hitless.readiness.ReadinessRun;
import io.hitless.readiness.ReadinessRuns;
import io.hitless.readiness.RunId;
import io.hitless.readiness.StartFleetRun;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `/readiness-runs`: looks at many devices and changes nothing.
@RestController
@RequestMapping("/api/v1/readiness-runs")
@Tag(name = "Readiness")
final class FleetReadinessController {
  private static final int PIECE = 500;

  private final StartFleetRun readiness;
  private final ReadinessRuns runs;
  private final Devices devices;

  FleetReadinessController(StartFleetRun readiness, ReadinessRuns runs, Devices devices) {
    this.readiness = readiness;
    this.runs = runs;
    this.devices = devices;
  }

  @PostMapping
  @Operation(summary = "Find out which of many devices may be upgraded; reads only")
  @ApiResponse(responseCode = "202", description = "Begun; Location names the run")
  ResponseEntity<ReadinessRunView> start(
      @RequestBody FleetReadinessForm form, ValidateOnly validate, Caller caller) {
    Optional<ImageId> image = form.image().flatMap(Ids::parse).map(ImageId::new);
    FleetRun run =
        readiness.start(
            form.meant(), image, form.atOnce(), caller.name(), caller.scope(), !validate.asked());
    return validate.asked()
        ? ResponseEntity.ok(ReadinessRunView.of(run))
        : ResponseEntity.accepted()
            .location(URI.create("/api/v1/readiness-runs/" + run.id()))
            .body(ReadinessRunView.of(run));
  }

  @GetMapping
  @Operation(summary = "List runs over many devices")
  Listing<ReadinessRunView> list(Paging paging, Caller caller) {
    return Listing.of(runs.fleets(caller.scope(), paging.request()), ReadinessRunView::of);
  }

  @GetMapping("/{id}/results")
  @Operation(summary = "List what was found, device by device")
  Listing<ReadinessRunView> results(
      @PathVariable RunId id, @RequestParam Optional<ReadinessRun.Verdict> verdict, Paging paging) {
    found(id);
    return Listing.of(
        runs.parts(id, verdict, paging.request()),
        run -> ReadinessRunView.of(run, devices.find(run.device())));
  }

  @GetMapping(path = "/{id}/export", produces = "text/csv")
  @Operation(summary = "Export what was found as a table, a row a check")
  @ApiResponse(
      responseCode = "200",
      description = "Comma-separated values in UTF-8, as RFC 4180 has them",
      content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
  void export(@PathVariable RunId id, HttpServletResponse response) throws IOException {
    found(id);
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"readiness-" + id + ".csv\"");
    try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
      out.write(ResultTable.HEADER);
      Optional<PageRequest> next = Optional.of(PageRequest.first(PIECE));
      while (next.isPresent()) {
        Page<ReadinessRun> piece = runs.parts(id, Optional.empty(), next.get());
        for (ReadinessRun run : piece.items()) {
          out.write(ResultTable.rows(run, devices.find(run.device())));
        }
        next = piece.next().map(cursor -> new PageRequest(Optional.of(cursor), PIECE));
      }
    }
  }

  private FleetRun found(RunId id) {
    return runs.findFleet(id)
        .orElseThrow(() -> Rejection.notFound("readiness run over many devices", id.toString()));
  }
}
