package io.hitless.api.inventory;

import io.hitless.access.Caller;
import io.hitless.api.body.FormReader;
import io.hitless.api.problem.Violation;
import io.hitless.inventory.Device;
import io.hitless.inventory.Devices;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Registers many devices at once: each row on its own, so that one wrong row costs nobody the
/// others.
@Component
final class DeviceImport {
  private final Devices devices;
  private final Registration registration;
  private final FormReader forms;

  DeviceImport(Devices devices, Registration registration, FormReader forms) {
    this.devices = devices;
    this.registration = registration;
    this.forms = forms;
  }

  ImportReport take(List<JsonNode> rows, boolean validateOnly, Caller caller) {
    var seen = new HashSet<String>();
    var results = new ArrayList<ImportReport.Row>();
    for (JsonNode row : rows) {
      results.add(take(results.size() + 1, row, seen, validateOnly, caller));
    }
    return ImportReport.of(results);
  }

  private ImportReport.Row take(
      int row, JsonNode json, Set<String> seen, boolean validateOnly, Caller caller) {
    var violations = new ArrayList<Violation>();
    Optional<DeviceForm> form = forms.read(json, DeviceForm.class, "", violations);
    form.ifPresent(it -> violations.addAll(registration.violations(it)));
    form.flatMap(it -> Registration.beyond(caller, it)).ifPresent(violations::add);
    form.filter(it -> !seen.add(it.name()) || devices.findByName(it.name()).isPresent())
        .ifPresent(it ->
            violations.add(new Violation("/name", "name-taken", "another device is called this")));
    if (form.isEmpty() || !violations.isEmpty()) {
      Optional<String> name = form.map(DeviceForm::name);
      return new ImportReport.Row(
          row, ImportReport.Result.REFUSED, name, Optional.empty(), violations);
    }
    Device device = registration.made(form.get());
    if (!validateOnly) {
      devices.add(device);
    }
    return new ImportReport.Row(
        row,
        validateOnly ? ImportReport.Result.VALID : ImportReport.Result.CREATED,
        Optional.of(device.name()),
        validateOnly ? Optional.empty() : Optional.of(device.id().toString()),
        List.of());
  }
}
