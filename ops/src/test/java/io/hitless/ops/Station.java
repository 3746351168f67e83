package io.hitless.ops;

import io.hitless.api.Hitless;
import io.hitless.db.HousePostgres;
import io.hitless.device.sim.SimulatedSwitch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service as it is shipped, on a database of its own, and a script that orders upgrades.
final class Station implements AutoCloseable {
  static final String KEY = "ops-key-0123456789abcdef";

  /// So many seconds of the switches are one of ours: an hour in two minutes.
  static final int PACE = Integer.getInteger("ops.pace", 30);

  static final double SCALE = 1.0 / PACE;

  static final String PASSWORD = "ops-password";
  static final String ENABLE = "ops-enable";
  private static final String READER = "reader-password";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext service;
  private final URI base;
  private final Map<String, String> images = new HashMap<>();

  private Station(ConfigurableApplicationContext service, int port) {
    this.service = service;
    this.base = URI.create("http://127.0.0.1:" + port);
  }

  static Station open(Path folder, int port, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--spring.profiles.active=lab",
                "--spring.main.register-shutdown-hook=false",
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--hitless.timescale=" + SCALE,
                "--hitless.data-dir=" + folder.resolve("data"),
                "--hitless.bootstrap-api-key=" + KEY,
                "--logging.threshold.console=OFF",
                "--logging.file.name=" + folder.resolve("service.jsonl"),
                "--logging.structured.format.file=logstash"));
    settings.addAll(List.of(more));
    var application = new SpringApplication(Hitless.class);
    return new Station(application.run(settings.toArray(String[]::new)), port);
  }

  static SimulatedSwitch.Builder ready(SimulatedSwitch.Builder builder) {
    return builder.scale(SCALE).username("issu").password(PASSWORD).enableSecret(ENABLE);
  }

  void credential() {
    post(
        "/api/v1/credentials",
        Map.of("name", "noc", "username", "issu", "password", PASSWORD, "enableSecret", ENABLE));
  }

  /// @return its id
  String register(SimulatedSwitch device, String site) {
    return post(
            "/api/v1/devices",
            Map.of(
                "name",
                device.hostname(),
                "address",
                "127.0.0.1",
                "port",
                device.port(),
                "credential",
                "noc",
                "site",
                site,
                "role",
                "core",
                "sshProfile",
                "LEGACY",
                "hostKeys",
                List.copyOf(device.hostKeys())))
        .path("id")
        .asString();
  }

  String image(SimulatedSwitch device) {
    var image = device.targetImage();
    return images.computeIfAbsent(
        image.filename(),
        name ->
            post(
                    "/api/v1/images",
                    Map.of(
                        "filename", name,
                        "platform", name.startsWith("cat3k") ? "CAT3K" : "CAT9K",
                        "version", image.version(),
                        "sizeBytes", image.sizeBytes(),
                        "md5", image.md5(),
                        "sha512", image.sha512(),
                        "status", "APPROVED",
                        "source", Map.of("type", "ON_DEVICE")))
                .path("id")
                .asString());
  }

  /// @return the job's id
  String order(SimulatedSwitch device, Map<String, Object> more) {
    Map<String, Object> order = new HashMap<>();
    order.put("device", device.hostname());
    order.put("image", image(device));
    order.put("soak", "PT5M");
    order.put("reason", "PSIRT");
    order.putAll(more);
    return post("/api/v1/jobs", order).path("id").asString();
  }

  String state(String job) {
    return get("/api/v1/jobs/" + job).path("state").asString();
  }

  JsonNode get(String path) {
    return JSON.readTree(send(request(path).GET().build()).body());
  }

  JsonNode post(String path, Object body) {
    HttpResponse<String> answer =
        send(
            request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    if (answer.statusCode() >= 300) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /// The page that Prometheus reads.
  String scrape() {
    return send(request("/actuator/prometheus").GET().build()).body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + KEY);
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

  /// Does to the log what only the owner of the database can.
  void forge(String statement) throws SQLException {
    HousePostgres house = service.getBean(HousePostgres.class);
    try (Connection owner =
            DriverManager.getConnection(house.url(), house.user(), house.password());
        Statement forger = owner.createStatement()) {
      forger.execute("SET session_replication_role = replica"); // no trigger says no
      if (forger.executeUpdate(statement) != 1) {
        throw new AssertionError(statement);
      }
    }
  }

  /// A connection as Grafana has it, with the rights of `reader.sql` and no others.
  Connection reader() throws SQLException, IOException {
    HousePostgres house = service.getBean(HousePostgres.class);
    String script =
        Files.readString(Ops.FOLDER.resolve("grafana/reader.sql"))
            .replace(":'password'", "'" + READER + "'");
    try (Connection owner =
            DriverManager.getConnection(house.url(), house.user(), house.password());
        Statement statement = owner.createStatement()) {
      statement.execute(script);
    }
    return DriverManager.getConnection(house.url(), "hitless_reader", READER);
  }

  @Override
  public void close() {
    service.close();
  }
}
