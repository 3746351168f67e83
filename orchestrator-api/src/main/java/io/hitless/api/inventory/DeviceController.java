package io.hitless.api.inventory;

import io.hitless.access.Caller;
import io.hitless.api.body.FormReader;
import io.hitless.api.body.MergePatch;
import io.hitless.api.problem.Code;
import io.hitless.api.problem.Rejection;
import io.hitless.api.problem.Violation;
import io.hitless.api.rest.Listing;
import io.hitless.api.rest.Paging;
import io.hitless.api.rest.ValidateOnly;
import io.hitless.api.rest.Version;
import io.hitless.device.facts.Platform;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFilter;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `/devices`: the register of what we look after.
@RestController
@RequestMapping("/api/v1/devices")
@Tag(name = "Devices")
final class DeviceController {
  private final Devices devices;
  private final Registration registration;
  private final GuardedLabels guarded;
  private final FormReader forms;
  private final JsonMapper json;

  DeviceController(
      Devices devices,
      Registration registration,
      GuardedLabels guarded,
      FormReader forms,
      JsonMapper json) {
    this.devices = devices;
    this.registration = registration;
    this.guarded = guarded;
    this.forms = forms;
    this.json = json;
  }

  @PostMapping
  @Operation(summary = "Register a device")
  @ApiResponse(responseCode = "201", description = "Registered")
  ResponseEntity<DeviceView> create(
      @RequestBody DeviceForm form, ValidateOnly validate, Caller caller) {
    refuse(registration.violations(form));
    within(caller, form);
    Device device = registration.made(form);
    if (validate.asked()) {
      if (devices.findByName(form.name()).isPresent()) {
        throw new Devices.NameTaken(form.name());
      }
      return ResponseEntity.ok(DeviceView.of(device));
    }
    devices.add(device);
    Device stored = found(device.id());
    return ResponseEntity.created(URI.create("/api/v1/devices/" + stored.id()))
        .eTag(Version.etag(stored.version()))
        .body(DeviceView.of(stored));
  }

  @GetMapping
  @Operation(summary = "List devices")
  Listing<DeviceView> list(
      @RequestParam Optional<String> name,
      @RequestParam Optional<String> site,
      @RequestParam Optional<String> role,
      @RequestParam Optional<String> tag,
      @RequestParam Optional<Platform> platform,
      Paging paging,
      Caller caller) {
    var filter = new DeviceFilter(name, site, role, tag, platform, caller.scope());
    return Listing.of(devices.list(filter, paging.request()), DeviceView::of);
  }

  @GetMapping("/{id}")
  @Operation(summary = "Show a device")
  ResponseEntity<DeviceView> show(@PathVariable DeviceId id) {
    return answer(found(id));
  }

  @PatchMapping(
      path = "/{id}",
      consumes = {"application/json", "application/merge-patch+json"})
  @Operation(summary = "Change a device (JSON Merge Patch)")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/merge-patch+json",
              schema = @Schema(ref = "#/components/schemas/DevicePatch")))
  ResponseEntity<DeviceView> change(
      @PathVariable DeviceId id,
      @RequestHeader(HttpHeaders.IF_MATCH) Optional<String> ifMatch,
      @RequestBody JsonNode patch,
      Caller caller) {
    Device before = found(id);
    Version.matched(ifMatch, before.version());
    ObjectNode current = json.valueToTree(DeviceForm.of(before));
    DeviceForm form = forms.read(MergePatch.apply(current, patch), DeviceForm.class);
    refuse(registration.violations(form));
    within(caller, form);
    Device after = registration.changed(before, form);
    guarded.change(before, after, caller);
    return answer(devices.replace(after));
  }

  @DeleteMapping("/{id}")
  @Operation(summary = "Forget a device")
  @ApiResponse(responseCode = "204", description = "Forgotten")
  ResponseEntity<Void> remove(
      @PathVariable DeviceId id,
      @RequestHeader(HttpHeaders.IF_MATCH) Optional<String> ifMatch,
      Caller caller) {
    Device device = found(id);
    long version = Version.matched(ifMatch, device.version());
    guarded.removal(device, caller);
    devices.remove(id, version);
    return ResponseEntity.noContent().build();
  }

  private Device found(DeviceId id) {
    return devices.find(id).orElseThrow(() -> Rejection.notFound("device", id.toString()));
  }

  /// Nobody puts a device where they don't see it.
  private static void within(Caller caller, DeviceForm form) {
    Registration.beyond(caller, form)
        .ifPresent(fault -> {
          throw new Rejection(Code.FORBIDDEN, fault.message());
        });
  }

  private static void refuse(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw Rejection.invalid(violations);
    }
  }

  private static ResponseEntity<DeviceView> answer(Device device) {
    return ResponseEntity.ok().eTag(Version.etag(device.version())).body(DeviceView.of(device));
  }
}
