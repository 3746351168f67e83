package io.hitless.api.observe;

import io.hitless.approval.Lifted;
import io.hitless.event.Event;
import io.hitless.inventory.Device;
import java.time.Instant;
import java.util.Optional;

/// Counts devices that are taken out of four eyes (`issu.four.eyes`).
public final class MeteredLifted implements Lifted {
  private static final String WORD = "lifted";

  private final Lifted lifted;
  private final Meters meters;

  public MeteredLifted(Lifted lifted, Meters meters) {
    this.lifted = lifted;
    this.meters = meters;
    meters.fourEyes(WORD);
  }

  @Override
  public void keep(Device device, String person, Instant at, Event event) {
    lifted.keep(device, person, at, event);
    meters.fourEyes(WORD).increment();
  }

  @Override
  public Optional<String> by(Device device) {
    return lifted.by(device);
  }
}
