package io.hitless.api.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.Hitless;
import io.hitless.api.testing.Answer;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.FreshFolder;
import io.hitless.device.sim.CommandRecord;
import io.hitless.device.sim.Profile;
import io.hitless.device.sim.SimulatedSwitch;
import io.hitless.device.sim.Snapshot;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole way, from REST to both units and back, on every kind of pair. The simulated switches
/// are the judges: they tell what they were sent and how they stood when it came.
@SpringBootTest(
    classes = Hitless.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"hitless.bootstrap-api-key=" + UpgradeJudgeTest.KEY, "hitless.timescale=0.02"})
@ActiveProfiles("lab")
@ContextConfiguration(initializers = FreshFolder.class)
@Timeout(480)
@Execution(ExecutionMode.CONCURRENT)
class UpgradeJudgeTest {
  static final String KEY = "judge-key-0123456789abcdef";
  private static final double SCALE = 0.02;
  private static final String PASSWORD = "pass-word-canary";
  private static final String ENABLE = "enable-canary";
  private static final Set<String> ENDS =
      Set.of("SUCCEEDED", "ROLLED_BACK", "FAILED", "CANCELLED", "NEEDS_OPERATOR");
  private static final Pattern READS =
      Pattern.compile("(show|dir|verify|terminal|enable|exit)\\b.*");

  @LocalServerPort int port;

  private final List<SimulatedSwitch> fleet = new ArrayList<>();
  private Caller caller;

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(KEY));
  }

  @AfterEach
  void stop() {
    fleet.forEach(SimulatedSwitch::close);
  }

  @Test
  void every_kind_of_pair_is_upgraded_with_each_command_once_and_proven_on_both_units()
      throws Exception {
    String credential = credential();
    Map<String, SimulatedSwitch> jobs = new HashMap<>();
    for (Profile profile : Profile.all()) {
      SimulatedSwitch device = start(profile);
      jobs.put(order(device, credential, Map.of()), device);
    }

    Map<String, String> ended = ends(jobs.keySet());

    jobs.forEach((job, device) -> {
      Answer view = caller.get("/api/v1/jobs/" + job);
      assertThat(ended.get(job)).as(view.body()).isEqualTo("SUCCEEDED");
      judge(device);
      assertThat(caller.get("/api/v1/jobs/" + job + "/transcript").body())
          .contains("install activate issu")
          .doesNotContain(PASSWORD, ENABLE);
    });
  }

  @Test
  void an_upgrade_that_nobody_commits_is_taken_back_before_the_device_is_left_in_between()
      throws Exception {
    SimulatedSwitch device = start(Profile.named("c9500-svl-16.9"));
    String job = order(device, credential(), Map.of("commit", "MANUAL"));

    assertThat(ends(Set.of(job)).get(job))
        .as(caller.get("/api/v1/jobs/" + job).body())
        .isEqualTo("ROLLED_BACK");

    JsonNode view = caller.get("/api/v1/jobs/" + job).json();
    assertThat(view.at("/outcome/rolledBackBy").asString()).isIn("JOB", "DEVICE");
    assertThat(changes(device)).noneMatch(line -> line.contains("commit"));
    assertThat(device.snapshot().units())
        .allMatch(unit -> unit.version().equals(device.profile().startVersion()));
  }

  private void judge(SimulatedSwitch device) {
    String image = device.profile().filesystem() + device.targetImage().filename();
    assertThat(changes(device))
        .as(device.profile().name())
        .containsExactly("install add file " + image, "install activate issu", "install commit");
    assertThat(device.commands()).noneMatch(CommandRecord::secretLeaked);
    assertThat(device.commands())
        .filteredOn(sent -> !sent.changing() && Set.of("exec", "enable").contains(sent.mode()))
        .allMatch(sent -> READS.matcher(sent.line()).matches(), "reads only");
    Snapshot atCommit =
        device.commands().stream()
            .filter(sent -> sent.line().equals("install commit"))
            .findFirst()
            .flatMap(CommandRecord::before)
            .orElseThrow();
    assertThat(atCommit.terminal()).isTrue();
    assertThat(atCommit.issuState()).isEqualTo("Activated");
    Snapshot now = device.snapshot();
    String target = device.targetImage().version();
    assertThat(now.issuState()).isEqualTo("none");
    assertThat(now.switchovers()).isEqualTo(1);
    assertThat(now.units())
        .hasSize(2)
        .allMatch(unit -> unit.version().equals(target))
        .allMatch(unit -> "C".equals(unit.packages().get(target)));
  }

  private static List<String> changes(SimulatedSwitch device) {
    return device.commands().stream()
        .filter(CommandRecord::changing)
        .map(CommandRecord::line)
        .toList();
  }

  private SimulatedSwitch start(Profile profile) {
    SimulatedSwitch device =
        SimulatedSwitch.builder()
            .profile(profile)
            .hostname(Caller.unique("c"))
            .scale(SCALE)
            .username("issu")
            .password(PASSWORD)
            .enableSecret(ENABLE)
            .start();
    fleet.add(device);
    return device;
  }

  private String credential() {
    return Caller.created(
        caller.post(
            "/api/v1/credentials",
            Map.of(
                "name",
                Caller.unique("noc"),
                "username",
                "issu",
                "password",
                PASSWORD,
                "enableSecret",
                ENABLE)));
  }

  private String order(SimulatedSwitch device, String credential, Map<String, Object> more) {
    Caller.created(
        caller.post(
            "/api/v1/devices",
            Map.of(
                "name",
                device.hostname(),
                "address",
                "127.0.0.1",
                "port",
                device.port(),
                "credential",
                credential,
                "sshProfile",
                "LEGACY",
                "hostKeys",
                device.hostKeys())));
    Map<String, Object> form =
        new HashMap<>(
            Map.of("device", device.hostname(), "image", image(device), "reason", "test"));
    form.putAll(more);
    return Caller.created(caller.post("/api/v1/jobs", form));
  }

  private String image(SimulatedSwitch device) {
    var image = device.targetImage();
    Answer made =
        caller.post(
            "/api/v1/images",
            Map.of(
                "filename", image.filename(),
                "platform", image.filename().startsWith("cat3k") ? "CAT3K" : "CAT9K",
                "version", image.version(),
                "sizeBytes", image.sizeBytes(),
                "sha512", image.sha512(),
                "status", "APPROVED",
                "source", Map.of("type", "ON_DEVICE")));
    if (made.status() == 201) {
      return Caller.created(made);
    }
    for (JsonNode known : caller.get("/api/v1/images?limit=500").json().path("items")) {
      if (known.path("filename").asString().equals(image.filename())) {
        return known.path("id").asString();
      }
    }
    throw new AssertionError(made.body());
  }

  /// Reads the stream of events, from its beginning, until every job has come to an end or to a
  /// person.
  private Map<String, String> ends(Set<String> jobs) throws Exception {
    HttpResponse<java.io.InputStream> stream =
        caller
            .http()
            .send(
                caller.request(
                    "GET",
                    "/api/v1/events",
                    null,
                    "Accept",
                    "text/event-stream",
                    "Last-Event-ID",
                    "0"),
                HttpResponse.BodyHandlers.ofInputStream());
    Map<String, String> ended = new HashMap<>();
    try (var lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      while (ended.size() < jobs.size()) {
        String line = lines.readLine();
        if (line == null) {
          throw new AssertionError("the stream ended before " + jobs);
        }
        if (line.startsWith("data: ")) {
          note(JsonMapper.shared().readTree(line.substring(6)), jobs, ended);
        }
      }
    }
    return ended;
  }

  private static void note(JsonNode event, Set<String> jobs, Map<String, String> ended) {
    String job = event.findValue("job") == null ? "" : event.findValue("job").asString();
    String to = event.findValue("to") == null ? "" : event.findValue("to").asString();
    if (jobs.contains(job) && ENDS.contains(to)) {
      ended.put(job, to);
    }
  }
}
