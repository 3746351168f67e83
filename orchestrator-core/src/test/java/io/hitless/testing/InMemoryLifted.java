package io.hitless.testing;

import io.hitless.approval.Lifted;
import io.hitless.event.Event;
import io.hitless.event.Events;
import io.hitless.inventory.Device;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Who took which switch out of four eyes, in a map.
public final class InMemoryLifted implements Lifted {
  private final Map<String, String> rows = new HashMap<>();
  private final Events events;

  public InMemoryLifted(Events events) {
    this.events = events;
  }

  @Override
  public synchronized void keep(Device device, String person, Instant at, Event event) {
    rows.put(device.id().toString(), person);
    device.hostKeys().forEach(key -> rows.put(key, person));
    events.append(event);
  }

  @Override
  public synchronized Optional<String> by(Device device) {
    return Optional.ofNullable(rows.get(device.id().toString()))
        .or(() -> device.hostKeys().stream().filter(rows::containsKey).map(rows::get).findFirst());
  }
}
