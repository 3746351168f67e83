package io.hitless.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real Prometheus with the configuration and the rules that ship. Only what depends on the place
/// differs: who is scraped, how often, and waiting times, which shrink with the switches' time.
final class Prometheus implements AutoCloseable {
  private static final Pattern WAITS = Pattern.compile("for: (\\d+)m");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI base;

  private Prometheus(Process process, URI base) {
    this.process = process;
    this.base = base;
  }

  /// @param shrink what a minute of waiting becomes, in seconds
  static Prometheus start(Path folder, int scraped, String key, int shrink) throws IOException {
    Path rules = Files.createDirectories(folder.resolve("rules"));
    String text = Files.readString(Ops.FOLDER.resolve("prometheus/rules/hitless.yml"));
    Files.writeString(
        rules.resolve("hitless.yml"),
        WAITS
            .matcher(text)
            .replaceAll(wait -> "for: " + Integer.parseInt(wait.group(1)) * shrink + "s"));
    Files.writeString(folder.resolve("hitless.key"), key);
    String config =
        Files.readString(Ops.FOLDER.resolve("prometheus/prometheus.yml"))
            .replace("/etc/prometheus/keys/hitless.key", folder.resolve("hitless.key").toString())
            .replace("scrape_interval: 15s", "scrape_interval: 5s")
            .replace("evaluation_interval: 15s", "evaluation_interval: 1s")
            .replaceAll(
                "(?s)dns_sd_configs:.*",
                "static_configs:\n      - targets: ['127.0.0.1:" + scraped + "']\n");
    Path file = Files.writeString(folder.resolve("prometheus.yml"), config);
    int port = freePort();
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--enable-feature=exemplar-storage",
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    var prometheus = new Prometheus(process, URI.create("http://127.0.0.1:" + port));
    Patience.until("Prometheus is ready", Duration.ofSeconds(60), prometheus::ready);
    return prometheus;
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean ready() {
    if (!process.isAlive()) {
      throw new IllegalStateException("Prometheus has ended; is the package installed?");
    }
    try {
      return send("/-/ready").equals("Prometheus Server is Ready.\n");
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  /// Series with their value now.
  JsonNode query(String expression) {
    return ask("/api/v1/query", Map.of("query", expression));
  }

  /// The only value of the expression now; NaN when there is none.
  double value(String expression) {
    JsonNode value = query(expression).at("/result/0/value/1");
    return value.isMissingNode() ? Double.NaN : Double.parseDouble(value.asString());
  }

  /// Series with their values from then to now.
  JsonNode query(String expression, Instant from, Instant to, int stepSeconds) {
    return ask(
        "/api/v1/query_range",
        Map.of(
            "query", expression,
            "start", from.toString(),
            "end", to.toString(),
            "step", String.valueOf(stepSeconds)));
  }

  JsonNode exemplars(String expression, Instant from) {
    return ask(
        "/api/v1/query_exemplars",
        Map.of(
            "query",
            expression,
            "start",
            from.toString(),
            "end",
            from.plus(Duration.ofHours(1)).toString()));
  }

  /// Names of the alerts that somebody would be told of now.
  Set<String> firing() {
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : ask("/api/v1/alerts", Map.of()).path("alerts")) {
      if (alert.path("state").asString().equals("firing")) {
        names.add(alert.at("/labels/alertname").asString());
      }
    }
    return names;
  }

  /// What went wrong when the service was last scraped.
  List<String> complaints() {
    return ask("/api/v1/targets", Map.of())
        .path("activeTargets")
        .valueStream()
        .map(target -> target.path("lastError").asString())
        .toList();
  }

  JsonNode rules() {
    return ask("/api/v1/rules", Map.of());
  }

  private JsonNode ask(String path, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    JsonNode answer = JsonMapper.shared().readTree(send(path + "?" + query));
    if (!answer.path("status").asString().equals("success")) {
      throw new AssertionError(parameters + ": " + answer);
    }
    return answer.path("data");
  }

  private String send(String path) {
    try {
      return http.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
