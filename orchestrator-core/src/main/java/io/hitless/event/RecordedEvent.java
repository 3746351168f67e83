package io.hitless.event;

import io.hitless.inventory.DeviceId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// An event as the log keeps it.
///
/// @param id grows; a reader who has seen `id` will never be shown a smaller one later
public record RecordedEvent(
    long id,
    Instant at,
    String type,
    Optional<UUID> job,
    Optional<DeviceId> device,
    Map<String, Object> data) {
  public RecordedEvent {
    data = Map.copyOf(data);
  }
}
