package io.hitless.api.readiness;

import io.hitless.api.body.Ids;
import io.hitless.api.problem.Rejection;
import io.hitless.image.ImageId;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import io.hitless.readiness.ReadinessRun;
import io.hitless.readiness.ReadinessRuns;
import io.hitless.readiness.RunId;
import io.hitless.readiness.StartReadiness;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// `/devices/{id}/readiness` and `/readiness-runs`: looks at a device and changes nothing.
@RestController
@Tag(name = "Readiness")
final class ReadinessController {
  private final StartReadiness readiness;
  private final ReadinessRuns runs;
  private final Devices devices;

  ReadinessController(StartReadiness readiness, ReadinessRuns runs, Devices devices) {
    this.readiness = readiness;
    this.runs = runs;
    this.devices = devices;
  }

  @PostMapping("/api/v1/devices/{id}/readiness")
  @Operation(summary = "Find out whether a device may be upgraded; reads only")
  @ApiResponse(responseCode = "202", description = "Begun; Location names the run")
  ResponseEntity<ReadinessRunView> start(
      @PathVariable DeviceId id, @RequestBody ReadinessForm form) {
    Optional<ImageId> image = form.image().flatMap(Ids::parse).map(ImageId::new);
    ReadinessRun run = readiness.start(id, image);
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/readiness-runs/" + run.id()))
        .body(view(run));
  }

  @PostMapping("/api/v1/devices/{id}/authorization-check")
  @Operation(
      summary = "Find out whether the account may run what Hitless sends; changes nothing",
      description =
          "Commands that read are sent. None that changes is: whether it would be taken is told"
              + " from the privilege and the configuration of AAA, or is UNKNOWN. The run has a"
              + " check for each command.")
  @ApiResponse(responseCode = "202", description = "Begun; Location names the run")
  ResponseEntity<ReadinessRunView> authorization(@PathVariable DeviceId id) {
    ReadinessRun run = readiness.startAuthorization(id);
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/readiness-runs/" + run.id()))
        .body(view(run));
  }

  @GetMapping("/api/v1/readiness-runs/{id}")
  @Operation(summary = "Show what the checks found, or how far a run over many devices is")
  ReadinessRunView show(@PathVariable RunId id) {
    return runs.find(id)
        .map(this::view)
        .or(() -> runs.findFleet(id).map(ReadinessRunView::of))
        .orElseThrow(() -> Rejection.notFound("readiness run", id.toString()));
  }

  private ReadinessRunView view(ReadinessRun run) {
    return ReadinessRunView.of(run, devices.find(run.device()));
  }
}
