package io.hitless.api.readiness;

import io.hitless.api.audit.Snapshot;
import io.hitless.api.body.Ids;
import io.hitless.inventory.DeviceId;
import io.hitless.readiness.Waivers;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What somebody answers for on a device, for the audit.
@Component
record WaiverSnapshot(Waivers waivers, InstantSource clock) implements Snapshot {
  @Override
  public String collection() {
    return "devices/waivers";
  }

  @Override
  public Optional<Shown> of(String device) {
    return Ids.parse(device)
        .map(DeviceId::new)
        .map(id ->
            new Shown(
                Map.of(
                    "waivers",
                    waivers.of(id, clock.instant()).stream().map(WaiverView::of).toList()),
                Optional.of(id)));
  }
}
