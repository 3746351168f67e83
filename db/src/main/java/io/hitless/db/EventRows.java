package io.hitless.db;

import io.hitless.event.Event;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Events on their way into the log: one JSON array, which the writing statement unfolds in order.
record EventRows(Json json) {

  String of(List<Event> events) {
    return json.flat(events.stream().map(Row::of).toList());
  }

  private record Row(
      String type, @Nullable UUID job, @Nullable UUID device, Map<String, Object> data) {
    static Row of(Event event) {
      return new Row(
          event.type(),
          event.job().orElse(null),
          event.device().map(device -> device.value()).orElse(null),
          event.data());
    }
  }
}
