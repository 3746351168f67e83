package io.hitless.chaos;

import io.hitless.chaos.fleet.FleetProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an operator's script says to the service.
final class Api {
  static final String KEY = "chaos-key-0123456789abcdef";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final Map<String, String> images = new ConcurrentHashMap<>();
  private volatile URI base = URI.create("http://127.0.0.1");

  /// From now on another replica is asked.
  void talkTo(int port) {
    base = URI.create("http://127.0.0.1:" + port);
  }

  void credential() {
    post(
        "/api/v1/credentials",
        Map.of(
            "name", "noc",
            "username", FleetProcess.USERNAME,
            "password", FleetProcess.PASSWORD,
            "enableSecret", FleetProcess.ENABLE_SECRET));
  }

  /// @param port where the service meets it, which may be a wire's
  void device(Fleet.Switch device, int port) {
    post(
        "/api/v1/devices",
        Map.of(
            "name",
            device.name(),
            "address",
            "127.0.0.1",
            "port",
            port,
            "credential",
            "noc",
            "sshProfile",
            "LEGACY",
            "hostKeys",
            device.hostKeys()));
  }

  /// @return the job's id
  String order(Fleet.Switch device, Map<String, Object> more) {
    String image =
        images.computeIfAbsent(
            device.image().path("filename").asString(), _ -> image(device.image()));
    Map<String, Object> form =
        new HashMap<>(Map.of("device", device.name(), "image", image, "reason", "chaos"));
    form.put("soak", "PT2M");
    form.putAll(more);
    return post("/api/v1/jobs", form).path("id").asString();
  }

  private String image(JsonNode image) {
    String filename = image.path("filename").asString();
    return post(
            "/api/v1/images",
            Map.of(
                "filename", filename,
                "platform", filename.startsWith("cat3k") ? "CAT3K" : "CAT9K",
                "version", image.path("version").asString(),
                "sizeBytes", image.path("sizeBytes").asLong(),
                "sha512", image.path("sha512").asString(),
                "status", "APPROVED",
                "source", Map.of("type", "ON_DEVICE")))
        .path("id")
        .asString();
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET().build());
  }

  private JsonNode post(String path, Object body) {
    HttpResponse<String> answer =
        send(
            request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + KEY);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
