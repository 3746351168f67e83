package io.hitless.api.readiness;

import io.hitless.api.body.Ids;
import io.hitless.api.problem.Code;
import io.hitless.api.problem.Rejection;
import io.hitless.api.rest.Listing;
import io.hitless.api.rest.Paging;
import io.hitless.api.rest.ValidateOnly;
import io.hitless.api.rest.Version;
import io.hitless.image.ImageId;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import io.hitless.readiness.GrantWaiver;
import io.hitless.readiness.Waiver;
import io.hitless.readiness.Waivers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/devices/{id}/waivers`: who answers for what no device tells. A right of its own.
@RestController
@RequestMapping("/api/v1/devices/{id}/waivers")
@Tag(name = "Readiness")
final class WaiverController {
  /// A waiver never changes.
  private static final long ONLY_VERSION = 1;

  private final GrantWaiver granting;
  private final Waivers waivers;
  private final Devices devices;
  private final InstantSource clock;

  WaiverController(GrantWaiver granting, Waivers waivers, Devices devices, InstantSource clock) {
    this.granting = granting;
    this.waivers = waivers;
    this.devices = devices;
    this.clock = clock;
  }

  @PostMapping
  @Operation(summary = "Answer for a check whose answer is unknown")
  @ApiResponse(responseCode = "201", description = "Recorded")
  ResponseEntity<WaiverView> grant(
      @PathVariable DeviceId id,
      @RequestBody WaiverForm form,
      ValidateOnly validate,
      Principal caller) {
    Waiver waiver =
        granting.grant(
            id,
            form.check(),
            form.image().flatMap(Ids::parse).map(ImageId::new),
            form.reason(),
            caller.getName(),
            form.validFor().orElse(WaiverForm.USUAL),
            !validate.asked());
    return validate.asked()
        ? ResponseEntity.ok(WaiverView.of(waiver))
        : ResponseEntity.created(URI.create("/api/v1/devices/" + id + "/waivers/" + waiver.id()))
            .eTag(Version.etag(ONLY_VERSION))
            .body(WaiverView.of(waiver));
  }

  @GetMapping
  @Operation(summary = "List the waivers of a device that hold now")
  Listing<WaiverView> list(@PathVariable DeviceId id, Paging paging) {
    if (devices.find(id).isEmpty()) {
      throw Rejection.notFound("device", id.toString());
    }
    Optional<String> cursor = paging.cursor();
    if (cursor.isPresent() && Ids.parse(cursor.get()).isEmpty()) {
      throw new Rejection(Code.UNKNOWN_CURSOR, "the cursor was not given out by this list");
    }
    List<WaiverView> rest =
        waivers.of(id, clock.instant()).stream()
            .map(WaiverView::of)
            .sorted(Comparator.comparing(WaiverView::id))
            .filter(waiver -> cursor.map(last -> waiver.id().compareTo(last) > 0).orElse(true))
            .toList();
    List<WaiverView> shown = rest.stream().limit(paging.limit()).toList();
    return new Listing<>(
        shown, shown.size() < rest.size() ? Optional.of(shown.getLast().id()) : Optional.empty());
  }

  @DeleteMapping("/{waiver}")
  @Operation(summary = "Take a waiver back")
  @ApiResponse(responseCode = "204", description = "It does not hold any more")
  ResponseEntity<Void> revoke(
      @PathVariable DeviceId id,
      @PathVariable String waiver,
      @RequestHeader(HttpHeaders.IF_MATCH) Optional<String> ifMatch,
      Principal caller) {
    var known =
        Ids.parse(waiver)
            .filter(uuid ->
                waivers.of(id, clock.instant()).stream().anyMatch(it -> it.id().equals(uuid)));
    if (known.isEmpty()) {
      throw Rejection.notFound("waiver", waiver);
    }
    Version.matched(ifMatch, ONLY_VERSION);
    if (waivers.revoke(id, known.get(), caller.getName(), clock.instant()).isEmpty()) {
      throw Rejection.notFound("waiver", waiver);
    }
    return ResponseEntity.noContent().build();
  }
}
