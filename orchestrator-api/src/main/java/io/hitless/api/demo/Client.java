package io.hitless.api.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks to the service as any script would: over HTTP, with an API key.
final class Client {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final String key;

  Client(URI base, String key) {
    this.base = base;
    this.key = key;
  }

  JsonNode get(String path) {
    return exchange(request(path).GET().build());
  }

  /// Whether the key is one that may read this.
  ///
  /// @throws IllegalStateException for an answer that says nothing of the key
  boolean mayGet(String path) {
    HttpRequest request = request(path).GET().build();
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() == 401 || answer.statusCode() == 403) {
      return false;
    }
    refuseErrors(request, answer);
    return true;
  }

  JsonNode post(String path, Object body) {
    return exchange(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode exchange(HttpRequest request) {
    HttpResponse<String> answer = send(request);
    refuseErrors(request, answer);
    return JSON.readTree(answer.body());
  }

  private static void refuseErrors(HttpRequest request, HttpResponse<String> answer) {
    if (answer.statusCode() >= 400) {
      throw new IllegalStateException(
          request.method()
              + " "
              + request.uri().getPath()
              + " answered "
              + answer.statusCode()
              + ": "
              + answer.body());
    }
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while asking the service", stopped);
    }
  }
}
