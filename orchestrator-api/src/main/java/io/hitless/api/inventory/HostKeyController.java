package io.hitless.api.inventory;

import io.hitless.access.Caller;
import io.hitless.api.body.Ids;
import io.hitless.api.problem.Code;
import io.hitless.api.problem.Rejection;
import io.hitless.api.rest.Listing;
import io.hitless.api.rest.Paging;
import io.hitless.api.rest.ValidateOnly;
import io.hitless.api.rest.Version;
import io.hitless.approval.HostKeyProposal;
import io.hitless.approval.RotateHostKey;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/devices/{id}/host-keys`: one person proposes a key, another believes it.
@RestController
@RequestMapping("/api/v1/devices/{id}/host-keys")
@Tag(name = "Devices")
final class HostKeyController {
  private final RotateHostKey rotation;
  private final Devices devices;

  HostKeyController(RotateHostKey rotation, Devices devices) {
    this.rotation = rotation;
    this.devices = devices;
  }

  @PostMapping
  @Operation(
      summary = "Propose a host key",
      description = "Pinned beside the others once another person agrees.")
  @ApiResponse(responseCode = "201", description = "Proposed")
  ResponseEntity<HostKeyProposalView> propose(
      @PathVariable DeviceId id,
      @RequestBody HostKeyForm form,
      ValidateOnly validate,
      Caller caller) {
    HostKeyProposal proposal =
        rotation
            .propose(id, form.fingerprint(), form.reason(), caller, !validate.asked())
            .orElseThrow(() -> Rejection.notFound("device", id.toString()));
    var view = HostKeyProposalView.of(proposal);
    return validate.asked()
        ? ResponseEntity.ok(view)
        : ResponseEntity.created(
                URI.create("/api/v1/devices/" + id + "/host-keys/" + proposal.id()))
            .eTag(Version.etag(rotation.digest(proposal)))
            .body(view);
  }

  @GetMapping
  @Operation(summary = "List the proposed host keys that nobody has decided about")
  Listing<HostKeyProposalView> list(@PathVariable DeviceId id, Paging paging) {
    device(id);
    if (paging.cursor().isPresent()) {
      throw new Rejection(Code.UNKNOWN_CURSOR, "the cursor was not given out by this list");
    }
    List<HostKeyProposalView> open =
        rotation.open(id).stream().map(HostKeyProposalView::of).limit(paging.limit()).toList();
    return new Listing<>(open, Optional.empty());
  }

  @GetMapping("/{proposal}")
  @Operation(summary = "Show a proposed host key")
  ResponseEntity<HostKeyProposalView> show(
      @PathVariable DeviceId id, @PathVariable String proposal) {
    HostKeyProposal found = found(id, proposal);
    return ResponseEntity.ok()
        .eTag(Version.etag(rotation.digest(found)))
        .body(HostKeyProposalView.of(found));
  }

  @PostMapping("/{proposal}/approve")
  @Operation(
      summary = "Pin a proposed host key",
      description = "Another person than who proposed it. The old keys stay until removed.")
  ResponseEntity<DeviceView> approve(
      @PathVariable DeviceId id,
      @PathVariable String proposal,
      @RequestHeader(HttpHeaders.IF_MATCH) Optional<String> ifMatch,
      @RequestBody HostKeyDecisionForm form,
      Caller caller) {
    return decide(id, proposal, ifMatch, true, form.reason(), caller);
  }

  @PostMapping("/{proposal}/deny")
  @Operation(summary = "Deny a proposed host key")
  ResponseEntity<DeviceView> deny(
      @PathVariable DeviceId id,
      @PathVariable String proposal,
      @RequestHeader(HttpHeaders.IF_MATCH) Optional<String> ifMatch,
      @RequestBody HostKeyDecisionForm form,
      Caller caller) {
    return decide(id, proposal, ifMatch, false, form.reason(), caller);
  }

  private ResponseEntity<DeviceView> decide(
      DeviceId id,
      String proposal,
      Optional<String> ifMatch,
      boolean yes,
      String reason,
      Caller caller) {
    HostKeyProposal found = found(id, proposal);
    Version.named(ifMatch, rotation.digest(found));
    rotation.decide(found, yes, caller, reason);
    Device device = device(id);
    return ResponseEntity.ok().eTag(Version.etag(device.version())).body(DeviceView.of(device));
  }

  private HostKeyProposal found(DeviceId device, String id) {
    return Ids.parse(id)
        .flatMap(uuid -> rotation.find(device, uuid))
        .orElseThrow(() -> Rejection.notFound("open proposal", id));
  }

  private Device device(DeviceId id) {
    return devices.find(id).orElseThrow(() -> Rejection.notFound("device", id.toString()));
  }
}
