package io.hitless.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// The service's stream of events, taken up again behind the last one when it breaks off.
final class EventFeed implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private sealed interface Heard {
    record Happened(JsonNode event) implements Heard {}

    record Lost(Exception why) implements Heard {}
  }

  private final Service service;
  private final Optional<String> job;
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>(10_000);
  private Optional<Long> last;
  private InputStream open;
  private int failures;

  /// @param since the last event that was seen already
  /// @throws Refused when it can't be followed at all
  EventFeed(Service service, Optional<String> job, Optional<Long> since) {
    this.service = service;
    this.job = job;
    this.last = since;
    this.open = connect();
  }

  /// The next event, however long it takes; nothing after a break, so that the caller looks again.
  Optional<JsonNode> next() throws InterruptedException {
    return taken(heard.take());
  }

  /// The next event within `patience`.
  Optional<JsonNode> next(Duration patience) throws InterruptedException {
    Heard next = heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    return next == null ? Optional.empty() : taken(next);
  }

  private Optional<JsonNode> taken(Heard next) throws InterruptedException {
    return switch (next) {
      case Heard.Happened(JsonNode event) -> {
        failures = 0;
        last = Optional.of(event.path("id").asLong());
        yield Optional.of(event);
      }
      case Heard.Lost(Exception why) -> {
        reconnect(why);
        yield Optional.empty();
      }
    };
  }

  /// The service may be replaced meanwhile: half a minute of silence is no reason to give up.
  private void reconnect(Exception why) throws InterruptedException {
    if (++failures > 30) {
      throw new Unreachable("the stream of events is lost: " + why.getMessage(), why);
    }
    // Nothing else puts anything while nobody reads: this is a pause.
    heard.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    try {
      open = connect();
    } catch (Unreachable still) {
      heard.add(new Heard.Lost(still));
    } catch (Refused refused) {
      if (!refused.failed()) {
        throw refused;
      }
      heard.add(new Heard.Lost(refused));
    }
  }

  private InputStream connect() {
    Map<String, String> filter = job.map(it -> Map.of("job", it)).orElse(Map.of());
    String path = "/events" + Service.query(filter);
    InputStream stream =
        last.isPresent()
            ? service.open(
                path, "Accept", "text/event-stream", "Last-Event-ID", last.get().toString())
            : service.open(path, "Accept", "text/event-stream");
    Thread.ofVirtual().name("events").start(() -> read(stream));
    return stream;
  }

  private void read(InputStream stream) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data:")) {
          heard.put(new Heard.Happened(Json.MAPPER.readTree(line.substring("data:".length()))));
        }
      }
      heard.put(new Heard.Lost(new IOException("the service ended it")));
    } catch (IOException | RuntimeException broken) {
      heard.offer(new Heard.Lost(broken));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      open.close();
    } catch (IOException _) {
      // It ends with the connection.
    }
  }
}
