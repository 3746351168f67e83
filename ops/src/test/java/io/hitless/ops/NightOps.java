package io.hitless.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hitless.device.sim.Profile;
import io.hitless.device.sim.Scenario;
import io.hitless.device.sim.SimulatedSwitch;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One bad night, an hour in two minutes: most switches are upgraded as they should be, one never
/// gets its redundancy back until its timer runs out, one is not what it should be, one refuses the
/// login.
@Timeout(1200)
class NightOps {
  private static final List<String> SITES = List.of("FRA", "MUC", "BER", "HAM");
  private static final Set<String> ENDS =
      Set.of("SUCCEEDED", "ROLLED_BACK", "FAILED", "CANCELLED", "NEEDS_OPERATOR");

  private final List<SimulatedSwitch> fleet = new ArrayList<>();
  private final Set<String> rung = new TreeSet<>();
  private final Set<String> told = new HashSet<>();
  private final List<byte[]> traces = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    fleet.forEach(SimulatedSwitch::close);
  }

  private SimulatedSwitch device(String name, Profile profile, String scenario) {
    SimulatedSwitch device =
        Station.ready(SimulatedSwitch.builder())
            .profile(profile)
            .hostname(name)
            .scenario(scenario.isEmpty() ? Scenario.PEACEFUL : Scenario.named(scenario))
            .start();
    fleet.add(device);
    return device;
  }

  /// Somewhere to send traces to.
  private HttpServer collector() throws Exception {
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          traces.add(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    return collector;
  }

  @Test
  void a_bad_night_shows_on_every_panel_wakes_somebody_and_clears_when_it_is_over()
      throws Exception {
    Path folder = Ops.fresh("night");
    int port = Prometheus.freePort();
    HttpServer collector = collector();
    try (Prometheus prometheus = Prometheus.start(folder, port, Station.KEY, 60 / Station.PACE)) {
      Patience.until(
          "nobody answers and somebody is woken for it",
          Duration.ofSeconds(60),
          () -> prometheus.firing().contains("HitlessDown"));
      try (Station station =
              Station.open(
                  folder,
                  port,
                  "--management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:"
                      + collector.getAddress().getPort()
                      + "/v1/traces");
          Connection reader = station.reader()) {
        Patience.until(
            "the service is back",
            Duration.ofSeconds(60),
            () -> !prometheus.firing().contains("HitlessDown"));
        night(folder, station, prometheus, reader);
      }
    } finally {
      collector.stop(0);
    }
  }

  private void night(Path folder, Station station, Prometheus prometheus, Connection reader)
      throws Exception {
    everyQueryIsUnderstood(prometheus, reader);
    Instant evening = Instant.now().minusSeconds(5);
    station.credential();
    List<String> good = peaceful(station, evening);
    SimulatedSwitch lost =
        device("fra-core-9", Profile.named("c9500-svl-17"), "16-old-active-never-back");
    String onDevice = station.register(lost, "FRA");
    String stuck = station.order(lost, Map.of("onFailure", "HOLD"));
    String bundle = bad(station, "muc-core-9", "01-bundle-boot");
    station.post("/api/v1/devices/" + onDevice + "/readiness", Map.of());
    refusedLogin(station);
    tomorrow(station, evening);

    watch(
        "the switch that lost its standby wakes somebody, and again before its timer runs out",
        station,
        prometheus,
        reader,
        () ->
            rung.containsAll(
                Set.of("HitlessStandbyNotBack", "HitlessNeedsOperator", "HitlessLoginRefused")));
    new WallPicture(prometheus, reader, evening, Instant.now())
        .draw(Panel.all(), folder.resolve("noc-wall.png"));
    if (Boolean.getBoolean("ops.picture")) {
      Files.copy(
          folder.resolve("noc-wall.png"),
          Ops.FOLDER.resolveSibling("docs/noc-wall.png"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    watch(
        "its timer is nearly out",
        station,
        prometheus,
        reader,
        () -> rung.contains("HitlessAutoAbortRunsOut"));
    watch(
        "the timer is out",
        station,
        prometheus,
        reader,
        () -> !prometheus.firing().contains("HitlessAutoAbortRunsOut"));
    Patience.until(
        "both units are back on the old release",
        Duration.ofMinutes(3),
        () -> lost.snapshot().terminal() && lost.snapshot().issuState().equals("none"));
    station.post("/api/v1/jobs/" + stuck + "/retry", Map.of("reason", "the switch went back"));
    watch(
        "the night is over",
        station,
        prometheus,
        reader,
        () -> good.stream().allMatch(job -> ENDS.contains(station.state(job))));
    watch(
        "and so are its alerts",
        station,
        prometheus,
        reader,
        () ->
            rung.contains("HitlessRolledBackByDevice")
                && prometheus.firing().stream()
                    .noneMatch(
                        Set.of(
                                "HitlessStandbyNotBack",
                                "HitlessNeedsOperator",
                                "HitlessAutoAbortRunsOut")
                            ::contains));

    theLogIsTamperedWith(station, prometheus, reader);

    assertThat(station.state(stuck)).isEqualTo("ROLLED_BACK");
    assertThat(station.state(bundle)).isEqualTo("FAILED");
    assertThat(good).allMatch(job -> station.state(job).equals("SUCCEEDED"));
    everyPanelHasData(prometheus, evening);
    everyRuleIsHealthy(prometheus);
    exemplarsNameTheTraceOfAJob(prometheus, evening, good);
    Patience.until(
        "the trace of each upgrade has come to the collector",
        Duration.ofSeconds(30),
        () -> good.stream().allMatch(this::traced));
    logLinesSayOfWhichJob(folder, good);
  }

  /// All of them before the night begins, so that one run tells of every mistake.
  private static void everyQueryIsUnderstood(Prometheus prometheus, Connection reader)
      throws Exception {
    List<String> mistakes = new ArrayList<>();
    for (Panel panel : Panel.all()) {
      try {
        panel.statements("fra-core-9").forEach(sql -> Rows.of(reader, sql));
        panel.expressions().forEach(prometheus::query);
      } catch (AssertionError wrong) {
        mistakes.add(panel.name() + ": " + wrong.getMessage() + ": " + wrong.getCause());
      }
    }
    assertThat(mistakes).isEmpty();
  }

  private List<String> peaceful(Station station, Instant evening) {
    List<String> jobs = new ArrayList<>();
    List<Profile> profiles = Profile.all();
    for (int i = 0; i < 16; i++) {
      String site = SITES.get(i % SITES.size());
      String name = site.toLowerCase(java.util.Locale.ROOT) + "-core-" + (i / SITES.size() + 1);
      SimulatedSwitch device = device(name, profiles.get(i % profiles.size()), "");
      String id = station.register(device, site);
      if (i < 2) {
        station.post("/api/v1/devices/" + id + "/readiness", Map.of());
      }
      jobs.add(
          station.order(
              device,
              Map.of("notBefore", evening.plusSeconds(5 + 420L * i / Station.PACE).toString())));
    }
    return jobs;
  }

  private String bad(Station station, String name, String scenario) {
    SimulatedSwitch device = device(name, Profile.named("c9500-svl-16.9"), scenario);
    station.register(device, "MUC");
    return station.order(device, Map.of());
  }

  private void refusedLogin(Station station) {
    station.post(
        "/api/v1/credentials", Map.of("name", "old", "username", "issu", "password", "changed"));
    SimulatedSwitch device = device("ber-core-9", Profile.named("c9400-dual-17"), "");
    String id =
        station
            .post(
                "/api/v1/devices",
                Map.of(
                    "name",
                    device.hostname(),
                    "address",
                    "127.0.0.1",
                    "port",
                    device.port(),
                    "credential",
                    "old",
                    "sshProfile",
                    "LEGACY",
                    "hostKeys",
                    List.copyOf(device.hostKeys())))
            .path("id")
            .asString();
    station.post("/api/v1/devices/" + id + "/readiness", Map.of());
  }

  private void tomorrow(Station station, Instant evening) {
    for (int i = 1; i <= 3; i++) {
      SimulatedSwitch device = device("ham-core-" + (8 + i), Profile.named("c9600-dual-17"), "");
      station.register(device, "HAM");
      station.order(
          device, Map.of("notBefore", evening.plus(Duration.ofHours(20L + i)).toString()));
    }
  }

  /// By somebody who owns the database; what they changed is put back once it was noticed.
  private void theLogIsTamperedWith(Station station, Prometheus prometheus, Connection reader)
      throws Exception {
    Patience.until(
        "the log was verified after the start and is whole",
        Duration.ofSeconds(60),
        () ->
            station.post("/api/v1/audit/verify", Map.of()).path("intact").asBoolean()
                && prometheus.value("max(issu_audit_chain_broken)") == 0);
    station.forge("UPDATE event SET type = 'x' || type WHERE id = (SELECT min(id) FROM event)");
    station.post("/api/v1/audit/verify", Map.of());
    watch(
        "a changed row wakes somebody",
        station,
        prometheus,
        reader,
        () -> rung.contains("HitlessAuditChainBroken"));
    station.forge("UPDATE event SET type = substr(type, 2) WHERE id = (SELECT min(id) FROM event)");
    station.post("/api/v1/audit/verify", Map.of());
    watch(
        "the row is as it was",
        station,
        prometheus,
        reader,
        () -> !prometheus.firing().contains("HitlessAuditChainBroken"));
  }

  /// Looks at everything until `over`: what is shown only for a while is seen while it is.
  private void watch(
      String what,
      Station station,
      Prometheus prometheus,
      Connection reader,
      java.util.function.BooleanSupplier over)
      throws Exception {
    List<Panel> panels = Panel.all();
    Patience.until(
        what,
        Duration.ofMinutes(8),
        () -> {
          Set<String> firing = prometheus.firing();
          if (firing.contains("HitlessDown")) {
            throw new AssertionError("nothing is scraped any more: " + prometheus.complaints());
          }
          rung.addAll(firing);
          // Somebody has the list of jobs open.
          station.get("/api/v1/jobs?limit=100");
          for (Panel panel : panels) {
            List<String> statements = panel.statements("fra-core-9");
            if (!told.contains(panel.name())
                && !statements.isEmpty()
                && statements.stream().allMatch(sql -> Rows.of(reader, sql).tell())) {
              told.add(panel.name());
            }
          }
          return over.getAsBoolean();
        });
  }

  private void everyPanelHasData(Prometheus prometheus, Instant evening) throws Exception {
    List<String> empty = new ArrayList<>();
    for (Panel panel : Panel.all()) {
      if (!panel.statements("fra-core-9").isEmpty() && !told.contains(panel.name())) {
        empty.add(panel.name() + " (SQL)");
      }
      for (String expression : panel.expressions()) {
        if (!hasNumbers(prometheus.query(expression, evening, Instant.now(), 1))) {
          empty.add(panel.name() + ": " + expression);
        }
      }
    }
    assertThat(empty).isEmpty();
  }

  private static boolean hasNumbers(JsonNode data) {
    return data.path("result")
        .valueStream()
        .flatMap(series -> series.path("values").valueStream())
        .anyMatch(sample -> !sample.get(1).asString().equals("NaN"));
  }

  private void everyRuleIsHealthy(Prometheus prometheus) {
    List<JsonNode> rules =
        prometheus
            .rules()
            .path("groups")
            .valueStream()
            .flatMap(group -> group.path("rules").valueStream())
            .toList();
    assertThat(rules).hasSizeGreaterThanOrEqualTo(12);
    assertThat(rules).allMatch(rule -> rule.path("health").asString().equals("ok"));
  }

  private void exemplarsNameTheTraceOfAJob(
      Prometheus prometheus, Instant evening, List<String> jobs) {
    Set<String> named = new HashSet<>();
    prometheus
        .exemplars("issu_step_duration_seconds_bucket", evening)
        .forEach(series ->
            series
                .path("exemplars")
                .forEach(each -> named.add(each.at("/labels/trace_id").asString())));
    assertThat(named)
        .anyMatch(trace -> jobs.stream().map(job -> job.replace("-", "")).anyMatch(trace::equals));
  }

  /// A trace id is sixteen bytes on the wire, and those of a job's trace are the job's own.
  private boolean traced(String job) {
    byte[] id = HexFormat.of().parseHex(job.replace("-", ""));
    String wanted = new String(id, StandardCharsets.ISO_8859_1);
    return traces.stream()
        .anyMatch(body -> new String(body, StandardCharsets.ISO_8859_1).contains(wanted));
  }

  private void logLinesSayOfWhichJob(Path folder, List<String> jobs) throws Exception {
    List<JsonNode> lines =
        Files.readAllLines(folder.resolve("service.jsonl")).stream()
            .map(line -> JsonMapper.shared().readTree(line))
            .toList();
    assertThat(lines).allMatch(line -> line.has("@timestamp") && line.has("message"));
    assertThat(lines)
        .filteredOn(line -> line.has("job"))
        .isNotEmpty()
        .allMatch(line -> line.has("device") && line.has("step"))
        .allMatch(line ->
            line.path("traceId").asString().equals(line.path("job").asString().replace("-", "")));
    assertThat(jobs).isNotEmpty();
  }
}
