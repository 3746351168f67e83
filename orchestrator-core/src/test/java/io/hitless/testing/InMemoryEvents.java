package io.hitless.testing;

import io.hitless.event.Event;
import io.hitless.event.Events;
import io.hitless.event.RecordedEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// The event log in a list.
public final class InMemoryEvents implements Events {
  private final InstantSource clock;
  private final List<RecordedEvent> log = new ArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  public InMemoryEvents(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void append(Event event) {
    synchronized (log) {
      log.add(
          new RecordedEvent(
              log.size() + 1L,
              clock.instant(),
              event.type(),
              event.job(),
              event.device(),
              event.data()));
    }
    listeners.forEach(Runnable::run);
  }

  @Override
  public List<RecordedEvent> after(long id, Optional<UUID> job, int limit) {
    synchronized (log) {
      return log.stream()
          .filter(event -> event.id() > id)
          .filter(event -> job.isEmpty() || event.job().equals(job))
          .limit(limit)
          .toList();
    }
  }

  @Override
  public long newest() {
    synchronized (log) {
      return log.size();
    }
  }

  @Override
  public Subscription subscribe(Runnable wake) {
    listeners.add(wake);
    return () -> listeners.remove(wake);
  }
}
