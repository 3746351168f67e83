package io.hitless.readiness;

import io.hitless.inventory.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Remembers waivers, and records in the log that they were granted and taken back.
public interface Waivers {
  /// Nobody answers for anything.
  Waivers NONE =
      new Waivers() {
        @Override
        public void grant(Waiver waiver) {
          throw new IllegalStateException("waivers are not kept here");
        }

        @Override
        public List<Waiver> of(DeviceId device, Instant now) {
          return List.of();
        }

        @Override
        public Optional<Waiver> revoke(DeviceId device, UUID id, String by, Instant now) {
          return Optional.empty();
        }
      };

  void grant(Waiver waiver);

  /// Those that hold now, oldest first.
  List<Waiver> of(DeviceId device, Instant now);

  /// Ends one; empty when there is none that holds.
  Optional<Waiver> revoke(DeviceId device, UUID id, String by, Instant now);
}
