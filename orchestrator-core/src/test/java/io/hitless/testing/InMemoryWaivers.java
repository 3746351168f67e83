package io.hitless.testing;

import io.hitless.event.Event;
import io.hitless.event.Events;
import io.hitless.inventory.DeviceId;
import io.hitless.readiness.Waiver;
import io.hitless.readiness.Waivers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Waivers in a list.
public final class InMemoryWaivers implements Waivers {
  private final Events events;
  private final List<Waiver> rows = new ArrayList<>();

  public InMemoryWaivers(Events events) {
    this.events = events;
  }

  @Override
  public synchronized void grant(Waiver waiver) {
    rows.add(waiver);
    events.append(note(Event.DeviceNote.CHECK_WAIVED, waiver, waiver.by()));
  }

  @Override
  public synchronized List<Waiver> of(DeviceId device, Instant now) {
    return rows.stream()
        .filter(row -> row.device().equals(device) && now.isBefore(row.until()))
        .toList();
  }

  @Override
  public synchronized Optional<Waiver> revoke(DeviceId device, UUID id, String by, Instant now) {
    Optional<Waiver> found =
        of(device, now).stream().filter(row -> row.id().equals(id)).findFirst();
    found.ifPresent(waiver -> {
      rows.remove(waiver);
      events.append(note(Event.DeviceNote.WAIVER_REVOKED, waiver, by));
    });
    return found;
  }

  private static Event note(String type, Waiver waiver, String by) {
    return new Event.DeviceNote(
        type,
        waiver.device(),
        Optional.empty(),
        Map.of("check", waiver.check(), "reason", waiver.reason(), "by", by));
  }
}
