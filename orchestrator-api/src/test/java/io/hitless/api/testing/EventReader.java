package io.hitless.api.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An open stream of events.
public final class EventReader implements AutoCloseable {
  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  /// One event as it came over the wire.
  public record Sent(long id, String type, JsonNode data) {}

  public EventReader(Caller caller, String path, String... headers)
      throws IOException, InterruptedException {
    response =
        caller
            .http()
            .send(
                caller.request("GET", path, null, headers),
                HttpResponse.BodyHandlers.ofInputStream());
    lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  public HttpHeaders headers() {
    return response.headers();
  }

  public Sent next() throws IOException {
    String id = "";
    String type = "";
    String data = "";
    while (true) {
      String line = nextLine();
      if (line.startsWith("id: ")) {
        id = line.substring("id: ".length());
      } else if (line.startsWith("event: ")) {
        type = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        data = line.substring("data: ".length());
      } else if (line.isEmpty() && !data.isEmpty()) {
        return new Sent(Long.parseLong(id), type, JsonMapper.shared().readTree(data));
      }
    }
  }

  public String nextComment() throws IOException {
    String line = nextLine();
    while (!line.startsWith(":")) {
      line = nextLine();
    }
    return line;
  }

  public String nextLine() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new IOException("the stream ended");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
