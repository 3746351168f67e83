package io.hitless.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/// Speaks HTTP to the service as a script would.
public final class Caller {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private final URI base;
  private final HttpClient client;
  private final Optional<String> key;

  public Caller(int port, Optional<String> key) {
    this(URI.create("http://127.0.0.1:" + port), HTTP, key);
  }

  private Caller(URI base, HttpClient client, Optional<String> key) {
    this.base = base;
    this.client = client;
    this.key = key;
  }

  /// Of a service under TLS whose certificate the client trusts.
  public static Caller secure(int port, HttpClient client, Optional<String> key) {
    return new Caller(URI.create("https://localhost:" + port), client, key);
  }

  public Caller as(String otherKey) {
    return new Caller(base, client, Optional.of(otherKey));
  }

  public Caller stranger() {
    return new Caller(base, client, Optional.empty());
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  /// With a new idempotency key unless one is given.
  public Answer post(String path, Object body, String... headers) {
    var all = new ArrayList<>(List.of(headers));
    if (!all.contains("Idempotency-Key")) {
      all.addAll(List.of("Idempotency-Key", UUID.randomUUID().toString()));
    }
    return json("POST", path, body, all.toArray(String[]::new));
  }

  public Answer patch(String path, Object body, String... headers) {
    return json("PATCH", path, body, headers);
  }

  public Answer put(String path, Object body, String... headers) {
    return json("PUT", path, body, headers);
  }

  public Answer delete(String path, String... headers) {
    return send("DELETE", path, null, headers);
  }

  public Answer json(String method, String path, Object body, String... headers) {
    var all = new ArrayList<>(List.of(headers));
    if (!all.contains("Content-Type")) {
      all.addAll(List.of("Content-Type", "application/json"));
    }
    String text = body instanceof String raw ? raw : JSON.writeValueAsString(body);
    return send(method, path, text, all.toArray(String[]::new));
  }

  public Answer send(String method, String path, String body, String... headers) {
    try {
      return new Answer(client.send(request(method, path, body, headers), BodyHandlers.ofString()));
    } catch (IOException broken) {
      throw new UncheckedIOException(method + " " + path, broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  public HttpRequest request(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    key.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  /// Uploads `bytes` as they are.
  public Answer upload(String path, byte[] bytes, String... headers) {
    var all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Content-Type", "application/octet-stream"));
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .PUT(BodyPublishers.ofByteArray(bytes))
            .headers(all.toArray(String[]::new));
    key.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException broken) {
      throw new UncheckedIOException(path, broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  public HttpClient http() {
    return client;
  }

  /// Registers a login, and answers its name.
  public String credential() {
    String name = unique("noc");
    created(
        post(
            "/api/v1/credentials",
            Map.of("name", name, "username", "issu", "password", "pässword".replace('ä', 'a'))));
    return name;
  }

  /// A device as a client registers it, with this much changed.
  public Map<String, Object> deviceForm(String credential) {
    var form = new java.util.LinkedHashMap<String, Object>();
    form.put("name", unique("core"));
    form.put("address", "192.0.2.10");
    form.put("credential", credential);
    form.put("site", "FRA");
    form.put("hostKeys", List.of("SHA256:uNiVztksCsDhcc0u9e8BrVJCWvgxU6jRz7Yc1aB5yqk"));
    return form;
  }

  /// An image as a client registers it.
  public Map<String, Object> imageForm() {
    var form = new java.util.LinkedHashMap<String, Object>();
    form.put("filename", unique("cat9k_iosxe.16.12.04.SPA") + ".bin");
    form.put("platform", "CAT9K");
    form.put("version", "16.12.4");
    form.put("sizeBytes", 812_345_678);
    form.put("md5", "0f343b0931126a20f133d67c2b018a3b");
    form.put("status", "APPROVED");
    form.put("source", Map.of("type", "ON_DEVICE"));
    return form;
  }

  public String device() {
    return created(post("/api/v1/devices", deviceForm(credential())));
  }

  public String image() {
    return created(post("/api/v1/images", imageForm()));
  }

  public String job(String device) {
    return created(
        post("/api/v1/jobs", Map.of("device", device, "image", image(), "reason", "PSIRT")));
  }

  /// The id (or name) of what was made.
  public static String created(Answer answer) {
    if (answer.status() != 201) {
      throw new AssertionError(answer.status() + " " + answer.body());
    }
    String location = answer.header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  public static String unique(String stem) {
    return stem + "-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
