package io.hitless.api.inventory;

import io.hitless.api.audit.Snapshot;
import io.hitless.api.body.Ids;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// How a device is registered, for the audit.
@Component
record DeviceSnapshot(Devices devices) implements Snapshot {
  @Override
  public String collection() {
    return "devices";
  }

  @Override
  public Optional<Shown> of(String id) {
    return Ids.parse(id)
        .map(DeviceId::new)
        .flatMap(devices::find)
        .map(device -> new Shown(DeviceForm.of(device), Optional.of(device.id())));
  }
}
