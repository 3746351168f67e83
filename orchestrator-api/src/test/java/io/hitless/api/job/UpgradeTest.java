package io.hitless.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.Hitless;
import io.hitless.api.testing.Answer;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.EventReader;
import io.hitless.api.testing.FreshFolder;
import io.hitless.api.testing.ServiceTest;
import io.hitless.device.sim.CommandRecord;
import io.hitless.device.sim.SimulatedSwitch;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/// The whole path on real parts: REST, PostgreSQL, the cluster scheduler, SSH, a Catalyst that
/// reloads under us.
@SpringBootTest(
    classes = Hitless.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hitless.bootstrap-api-key=" + ServiceTest.KEY,
      "hitless.timescale=0.01",
      "hitless.custom-checks=src/test/resources/custom-checks.json",
      "hitless.stream.heartbeat=PT0.2S"
    })
@ActiveProfiles("lab")
@ContextConfiguration(initializers = FreshFolder.class)
@DirtiesContext
@Timeout(300)
@ExtendWith(OutputCaptureExtension.class)
class UpgradeTest {
  private static final String PASSWORD = "canary-password";
  private static final String ENABLE = "canary-enable";
  private static final Set<String> ENDS =
      Set.of("SUCCEEDED", "ROLLED_BACK", "FAILED", "CANCELLED", "NEEDS_OPERATOR");

  @LocalServerPort int port;
  Caller caller;

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  private static SimulatedSwitch running() {
    return SimulatedSwitch.builder()
        .scale(0.01)
        .username("issu")
        .password(PASSWORD)
        .enableSecret(ENABLE)
        .start();
  }

  private String credential(String password) {
    String name = Caller.unique("noc");
    return Caller.created(
        caller.post(
            "/api/v1/credentials",
            Map.of(
                "name", name, "username", "issu", "password", password, "enableSecret", ENABLE)));
  }

  private String device(SimulatedSwitch device, String password, List<String> keys) {
    return Caller.created(
        caller.post(
            "/api/v1/devices",
            Map.of(
                "name",
                Caller.unique("core"),
                "address",
                device.address(),
                "port",
                device.port(),
                "credential",
                credential(password),
                "sshProfile",
                "LEGACY",
                "hostKeys",
                keys)));
  }

  private String image(SimulatedSwitch device) {
    var image = device.targetImage();
    var listed = caller.get("/api/v1/images?limit=500").json();
    for (var known : listed.at("/items").values()) {
      if (known.at("/filename").asString().equals(image.filename())) {
        return known.at("/id").asString();
      }
    }
    return Caller.created(
        caller.post(
            "/api/v1/images",
            Map.of(
                "filename",
                image.filename(),
                "platform",
                "CAT9K",
                "version",
                image.version(),
                "sizeBytes",
                image.sizeBytes(),
                "sha512",
                image.sha512(),
                "status",
                "APPROVED",
                "source",
                Map.of("type", "ON_DEVICE"))));
  }

  private String order(String device, String image, Map<String, Object> more) {
    var order = new HashMap<String, Object>(more);
    order.put("device", device);
    order.put("image", image);
    order.put("reason", "PSIRT");
    return Caller.created(caller.post("/api/v1/jobs", order));
  }

  /// Follows the job until it has come to `wanted`, to an end, or waits for a person.
  private List<String> statesUntil(String wanted, String job)
      throws IOException, InterruptedException {
    var states = new ArrayList<String>();
    try (var stream = new EventReader(caller, "/api/v1/events?job=" + job, "Last-Event-ID", "0")) {
      while (states.isEmpty()
          || !(ENDS.contains(states.getLast()) || states.getLast().equals(wanted))) {
        EventReader.Sent event = stream.next();
        if (event.type().equals("job.state-changed")) {
          states.add(event.data().at("/data/to").asString());
        }
      }
    }
    return states;
  }

  private String outcome(String job) {
    return caller.get("/api/v1/jobs/" + job).json().at("/outcome").toPrettyString();
  }

  private static List<String> changes(SimulatedSwitch device) {
    return device.commands().stream()
        .filter(CommandRecord::changing)
        .map(CommandRecord::line)
        .toList();
  }

  @Test
  void one_call_takes_a_switch_to_the_next_release_and_proves_it(CapturedOutput log)
      throws Exception {
    try (var device = running()) {
      String id = device(device, PASSWORD, device.hostKeys());
      String job = order(id, image(device), Map.of("soak", "PT1M"));

      assertThat(statesUntil("an end", job))
          .as(() -> outcome(job))
          .containsSubsequence(
              "QUEUED",
              "PRECHECKING",
              "ADDING",
              "ACTIVATING",
              "WAITING_FOR_SSO",
              "SOAKING",
              "COMMITTING",
              "VERIFYING",
              "SUCCEEDED");

      Answer done = caller.get("/api/v1/jobs/" + job);
      assertThat(done.json().at("/terminal").booleanValue()).isTrue();
      assertThat(done.json().at("/progress/percent").intValue()).isEqualTo(100);
      assertThat(done.json().at("/legalActions")).isEmpty();
      assertThat(device.snapshot().units())
          .allSatisfy(unit -> assertThat(unit.version()).isEqualTo(device.targetImage().version()));
      assertThat(changes(device)).doesNotHaveDuplicates();
      var facts = caller.get("/api/v1/devices/" + id);
      assertThat(facts.text("/facts/platform")).isEqualTo("C9500");
      assertThat(facts.json().at("/facts/units")).hasSize(2);
      assertThat(facts.all("/facts/units", "version")).containsOnly(device.targetImage().version());
      var files = unzipped("/api/v1/jobs/" + job + "/evidence");
      assertThat(files)
          .containsKeys(
              "job.json",
              "plan.json",
              "events.jsonl",
              "transcript.txt",
              "checks-before.txt",
              "checks-after.txt",
              "operations-before.txt",
              "operations-after.txt",
              "issu-history.txt");
      assertThat(files.get("checks-before.txt")).contains("PASS no-err-disabled");
      assertThat(files.get("checks-after.txt")).contains("PASS no-err-disabled");
      assertThat(files.get("operations-before.txt")).contains("# NEIGHBOURS 2", "Po1 Te1/0/1");
      assertThat(files.get("differences.txt")).isEqualTo("none\n");
      assertThat(files.get("configuration.diff")).isEqualTo("none\n");
      assertThat(files.get("configuration-before.txt"))
          .contains("enable secret 9 •••")
          .doesNotContain("$9$");
      assertThat(files.values()).allSatisfy(it -> assertThat(it).doesNotContain(PASSWORD, ENABLE));
      String transcript = caller.get("/api/v1/jobs/" + job + "/transcript").body();
      assertThat(transcript).contains("typed: install add file", "show issu state detail");
      Answer replay = caller.post("/api/v1/jobs/" + job + "/replay", Map.of());
      assertThat(replay.json().at("/agrees").booleanValue()).as(replay.body()).isTrue();
      assertThat(replay.json().at("/questions").intValue()).isGreaterThan(20);
      assertThat(replay.json().at("/changes").intValue()).isEqualTo(3);
      assertThat(replay.json().at("/verdicts").intValue()).isGreaterThan(5);
      String events = caller.get("/api/v1/jobs/" + job + "/events?limit=500").body();
      for (String said : List.of(transcript, events, done.body(), log.getAll())) {
        assertThat(said).doesNotContain(PASSWORD, ENABLE);
      }
    }
  }

  @Test
  void a_manual_commit_is_waited_for_and_taken() throws Exception {
    try (var device = running()) {
      String job =
          order(
              device(device, PASSWORD, device.hostKeys()),
              image(device),
              Map.of("soak", "PT0S", "commit", "MANUAL"));
      assertThat(statesUntil("SOAKING", job)).as(() -> outcome(job)).endsWith("SOAKING");

      var answer = caller.post("/api/v1/jobs/" + job + "/commit", Map.of("reason", "checked"));

      assertThat(answer.status()).isEqualTo(202);
      assertThat(statesUntil("an end", job)).as(() -> outcome(job)).endsWith("SUCCEEDED");
    }
  }

  @Test
  void readiness_is_asked_of_the_switch_and_changes_nothing() throws Exception {
    try (var device = running()) {
      String id = device(device, PASSWORD, device.hostKeys());
      var run = finished(id, Map.of("image", image(device)));

      assertThat(run.text("/verdict")).as(run.body()).isEqualTo("READY");
      assertThat(run.all("/checks", "id"))
          .contains("platform-supported", "install-mode", "sso-mode", "issu-idle", "image-present")
          .contains("same-device", "no-err-disabled", "users-on-lines");
      assertThat(run.all("/checks", "command")).allSatisfy(it -> assertThat(it).isNotEmpty());
      assertThat(changes(device)).isEmpty();
    }
  }

  private Map<String, String> unzipped(String path) throws Exception {
    var answer =
        caller.http().send(caller.request("GET", path, null), BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
    var files = new HashMap<String, String>();
    try (var zip = new ZipInputStream(answer.body())) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  @Test
  void a_fleet_is_looked_at_over_ssh_and_told_device_by_device() throws Exception {
    try (var one = running();
        var two = running()) {
      var gone = running();
      List<String> devices =
          List.of(
              device(one, PASSWORD, one.hostKeys()),
              device(two, PASSWORD, two.hostKeys()),
              device(gone, PASSWORD, gone.hostKeys()));
      gone.close();

      var run =
          run(
              "/api/v1/readiness-runs",
              Map.of("targets", Map.of("devices", devices), "image", image(one), "atOnce", 1));

      assertThat(run.text("/verdict")).as(run.body()).isEqualTo("UNKNOWN");
      assertThat(run.json().at("/fleet/progress/ready").intValue()).isEqualTo(2);
      assertThat(run.json().at("/fleet/progress/unknown").intValue()).isEqualTo(1);
      String path = "/api/v1/readiness-runs/" + run.text("/id");
      assertThat(caller.get(path + "/results?verdict=READY").all("/items", "deviceId"))
          .containsExactlyInAnyOrder(devices.get(0), devices.get(1));
      assertThat(caller.get(path + "/export").body().split("\r\n"))
          .filteredOn(row -> row.contains(devices.getFirst()))
          .anyMatch(row -> row.contains(",sso-mode,PASS,"))
          .anyMatch(row -> row.contains(",users-on-lines,PASS,"));
      assertThat(changes(one)).isEmpty();
      assertThat(changes(two)).isEmpty();
    }
  }

  /// A run says when it is done by a new version of what is known of the device, or by its answer.
  private Answer finished(String device, Map<String, Object> form) throws Exception {
    return run("/api/v1/devices/" + device + "/readiness", form);
  }

  private Answer run(String path, Map<String, Object> form) throws Exception {
    var begun = caller.post(path, form);
    try (var stream = new EventReader(caller, "/api/v1/events")) {
      Answer run = caller.get(begun.header("Location"));
      while (run.text("/state").equals("RUNNING")) {
        // Each heartbeat or event is an occasion to look again.
        stream.nextLine();
        run = caller.get(begun.header("Location"));
      }
      return run;
    }
  }

  @Test
  void a_wrong_password_is_said_and_nothing_is_changed() throws Exception {
    try (var device = running()) {
      String id = device(device, "another-password", device.hostKeys());

      var run = finished(id, Map.of());

      assertThat(run.text("/verdict")).isEqualTo("UNKNOWN");
      assertThat(run.body()).contains("UNKNOWN").doesNotContain("another-password");
      assertThat(changes(device)).isEmpty();
    }
  }

  @Test
  void a_changed_host_key_is_said_and_no_login_is_offered_to_it() throws Exception {
    try (var device = running()) {
      String id =
          device(device, PASSWORD, List.of("SHA256:uNiVztksCsDhcc0u9e8BrVJCWvgxU6jRz7Yc1aB5yqk"));

      var run = finished(id, Map.of());

      assertThat(run.text("/verdict")).isEqualTo("UNKNOWN");
      assertThat(device.commands()).isEmpty();
    }
  }

  @Test
  void an_unreachable_switch_is_said() throws Exception {
    var device = running();
    String id = device(device, PASSWORD, device.hostKeys());
    device.close();

    assertThat(finished(id, Map.of()).text("/verdict")).isEqualTo("UNKNOWN");
  }
}
