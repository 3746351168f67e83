package io.hitless.api.stream;

import io.hitless.api.security.Standing;
import io.hitless.event.Events;
import io.hitless.event.RecordedEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes events to clients as server-sent events, each on the thread of its own request, until the
/// client goes, is too slow to be written to, or the service stops.
@Component
final class EventStream implements SmartLifecycle {
  private static final int BATCH = 200;

  private final Events events;
  private final JsonMapper json;
  private final StreamLimits limits;
  private final Set<Bell> clients = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  EventStream(Events events, JsonMapper json, StreamLimits limits) {
    this.events = events;
    this.json = json;
    this.limits = limits;
  }

  /// Whether one more client may come.
  boolean hasRoom() {
    return running && clients.size() < limits.mostClients();
  }

  /// Writes every event after `last` that `visible` lets through, those to come as well; returns
  /// when the service stops or the caller is not welcome any more.
  ///
  /// @throws IOException when the client is gone
  void follow(
      long last,
      Optional<UUID> job,
      Predicate<RecordedEvent> visible,
      Standing.Welcome welcome,
      OutputStream out)
      throws IOException {
    var bell = new Bell();
    clients.add(bell);
    // Subscribed before the first look: what is appended in between rings.
    try (var _ = events.subscribe(bell::ring)) {
      write(out, "retry: 2000\n: follows\n\n");
      long seen = last;
      while (running && welcome.still()) {
        long before = seen;
        seen = catchUp(seen, job, visible, welcome, out);
        if (!bell.heard(limits.heartbeat()) && seen == before) {
          write(out, ": heartbeat\n\n");
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      clients.remove(bell);
    }
  }

  private long catchUp(
      long last,
      Optional<UUID> job,
      Predicate<RecordedEvent> visible,
      Standing.Welcome welcome,
      OutputStream out)
      throws IOException {
    long seen = last;
    List<RecordedEvent> batch;
    do {
      batch = events.after(seen, job, BATCH);
      if (!batch.isEmpty()) {
        var text = new StringBuilder();
        batch.stream().filter(visible).forEach(event -> append(text, event));
        if (!text.isEmpty()) {
          write(out, text.toString());
        }
        seen = batch.getLast().id();
      }
    } while (batch.size() == BATCH && running && welcome.still());
    return seen;
  }

  private void append(StringBuilder text, RecordedEvent event) {
    // JSON escapes line ends, so that the data is one line.
    text.append("id: ").append(event.id()).append('\n');
    text.append("event: ").append(event.type()).append('\n');
    text.append("data: ").append(json.writeValueAsString(EventView.of(event))).append("\n\n");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void start() {
    running = true;
  }

  /// Lets every client go, so that a stop doesn't wait for streams that never end.
  @Override
  public void stop() {
    running = false;
    clients.forEach(Bell::ring);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
