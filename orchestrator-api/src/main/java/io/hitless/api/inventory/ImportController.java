package io.hitless.api.inventory;

import io.hitless.access.Caller;
import io.hitless.api.problem.Rejection;
import io.hitless.api.problem.Violation;
import io.hitless.api.rest.ValidateOnly;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// `/devices/import`: many devices from one JSON array or one table.
@RestController
@Tag(name = "Devices")
final class ImportController {
  private static final int MOST_ROWS = 10_000;

  private final DeviceImport devices;

  ImportController(DeviceImport devices) {
    this.devices = devices;
  }

  @PostMapping(path = "/api/v1/devices/import", consumes = "application/json")
  @Operation(summary = "Register many devices", description = "A JSON array, or a table in CSV.")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = "application/json",
            array = @ArraySchema(schema = @Schema(implementation = DeviceForm.class))),
        @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
      })
  ImportReport array(@RequestBody JsonNode body, ValidateOnly validate, Caller caller) {
    if (!body.isArray()) {
      throw Rejection.invalid(
          List.of(new Violation("", "wrong-type", "must be an array of devices")));
    }
    return take(new ArrayList<>(body.values()), validate, caller);
  }

  @PostMapping(path = "/api/v1/devices/import", consumes = "text/csv")
  @Operation(summary = "Register many devices", description = "A JSON array, or a table in CSV.")
  ImportReport table(@RequestBody byte[] body, ValidateOnly validate, Caller caller) {
    return take(DeviceTable.read(body), validate, caller);
  }

  private ImportReport take(List<JsonNode> rows, ValidateOnly validate, Caller caller) {
    if (rows.size() > MOST_ROWS) {
      throw Rejection.invalid(
          List.of(new Violation("", "too-many", "must not have more than " + MOST_ROWS + " rows")));
    }
    return devices.take(rows, validate.asked(), caller);
  }
}
