package io.hitless.api.stream;

import io.hitless.event.RecordedEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Something that happened, as it is shown and streamed.
///
/// @param id grows; a reader who has seen it will never be shown a smaller one later
/// @param job id of the job that it belongs to, if any
/// @param device id of the device that it belongs to, if any
/// @param data what belongs to this type
public record EventView(
    long id,
    String type,
    Instant at,
    Optional<String> job,
    Optional<String> device,
    Map<String, Object> data) {
  public static EventView of(RecordedEvent event) {
    return new EventView(
        event.id(),
        event.type(),
        event.at(),
        event.job().map(Object::toString),
        event.device().map(Object::toString),
        event.data());
  }
}
