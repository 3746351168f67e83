package io.hitless.approval;

import io.hitless.event.Event;
import io.hitless.inventory.Device;
import java.time.Instant;
import java.util.Optional;

/// Remembers who took a switch out of four eyes, by other labels or by removing it, so that they
/// don't upgrade it alone afterwards. Every method is one transaction.
public interface Lifted {

  /// Keeps it for ever, with the event that says so.
  ///
  /// @param device as it was before
  void keep(Device device, String person, Instant at, Event event);

  /// Who did so last with the switch that `device` stands for, be it registered anew meanwhile.
  Optional<String> by(Device device);
}
