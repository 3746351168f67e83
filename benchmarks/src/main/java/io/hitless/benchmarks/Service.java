package io.hitless.benchmarks;

import io.hitless.api.Hitless;
import io.hitless.db.HousePostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One replica of the real service in a process of its own, and what a client says to it.
final class Service implements AutoCloseable {
  private static final String KEY = "bench-key-0123456789abcdef";
  private static final Duration START = Duration.ofMinutes(3);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Process process;
  private final URI base;

  private Service(Process process, URI base) {
    this.process = process;
    this.base = base;
  }

  /// Comes back once it answers.
  ///
  /// @param scale real seconds a second of the switches
  /// @param turns at once
  static Service start(
      String name, HousePostgres database, String masterKey, double scale, int turns, Path folder)
      throws IOException {
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                Hitless.class.getName(),
                "--spring.profiles.active=lab",
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--hitless.replica=" + name,
                "--hitless.timescale=" + scale,
                "--hitless.turns.concurrent=" + turns,
                "--hitless.data-dir=" + folder.resolve(name),
                "--hitless.bootstrap-api-key=" + KEY,
                "--hitless.master-key=" + masterKey,
                // One client orders a whole night within a minute.
                "--hitless.rate.caller=1000000",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    Service service = new Service(process, URI.create("http://127.0.0.1:" + port));
    try {
      Quiet.await(START, service::answers);
    } catch (RuntimeException never) {
      service.close();
      throw never;
    }
    return service;
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the service ended with " + process.exitValue());
    }
    try {
      return send(request("/api/v1/jobs?limit=1").GET().build()).statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  Duration cpu() {
    return Processes.cpu(process.pid());
  }

  /// The page that Prometheus reads.
  String metrics() {
    return send(request("/actuator/prometheus").GET().build()).body();
  }

  JsonNode post(String path, Object body) {
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
        .timeout(Duration.ofMinutes(1))
        .header("Authorization", "Bearer " + KEY);
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
