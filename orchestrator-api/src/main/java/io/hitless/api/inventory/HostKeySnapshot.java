package io.hitless.api.inventory;

import io.hitless.api.audit.Snapshot;
import io.hitless.api.body.Ids;
import io.hitless.approval.RotateHostKey;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Which host keys a device is known by and which are proposed, for the audit.
@Component
record HostKeySnapshot(Devices devices, RotateHostKey rotation) implements Snapshot {
  @Override
  public String collection() {
    return "devices/host-keys";
  }

  @Override
  public Optional<Shown> of(String id) {
    return Ids.parse(id).map(DeviceId::new).flatMap(devices::find).map(this::shown);
  }

  private Shown shown(Device device) {
    return new Shown(
        Map.of(
            "pinned", device.hostKeys().stream().sorted().toList(),
            "proposed", rotation.open(device.id()).stream().map(HostKeyProposalView::of).toList()),
        Optional.of(device.id()));
  }
}
