package io.hitless.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.Hitless;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.EventReader;
import io.hitless.api.testing.FreshFolder;
import io.hitless.api.testing.ServiceTest;
import io.hitless.device.sim.CommandRecord;
import io.hitless.device.sim.ImageCatalogue;
import io.hitless.device.sim.Mishap;
import io.hitless.device.sim.SimulatedSwitch;
import io.hitless.device.sim.Trigger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/// Images on their way to a switch, from the upload to the safe point, on real parts: REST,
/// PostgreSQL, the scheduler, SSH. One copy a site at a time.
@SpringBootTest(
    classes = Hitless.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hitless.bootstrap-api-key=" + ServiceTest.KEY,
      "hitless.timescale=0.01",
      "hitless.copies.concurrent-per-site=1",
      "hitless.stream.heartbeat=PT0.2S"
    })
@ActiveProfiles("lab")
@ContextConfiguration(initializers = FreshFolder.class)
@DirtiesContext
@Timeout(300)
class CopyTest {
  private static final Set<String> ENDS =
      Set.of("STAGED", "SUCCEEDED", "FAILED", "CANCELLED", "NEEDS_OPERATOR");

  @LocalServerPort int port;
  Caller caller;

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  @Test
  void an_uploaded_image_is_pushed_verified_and_staged() throws Exception {
    byte[] content = content();
    ImageCatalogue.Image made = made("cat9k_iosxe.16.12.05.SPA.bin", "16.12.5", content);
    try (var device = empty().published(made).configured("ip scp server enable").start()) {
      device.strike(new Mishap.CopyDamaged(new Trigger.Start()));
      String image = image(made, Map.of("type", "PUSH"));
      String etag = caller.get("/api/v1/images/" + image).header("ETag");
      assertThat(
              caller
                  .upload("/api/v1/images/" + image + "/content", content, "If-Match", etag)
                  .status())
          .isEqualTo(200);
      String job = order(device(device, "PUSH"), image);

      assertThat(states(job)).as(() -> outcome(job)).endsWith("STAGED");

      assertThat(changes(device))
          .filteredOn(line -> line.startsWith("scp") || line.startsWith("delete"))
          .containsExactly(
              "scp -t flash:" + made.filename(),
              "delete flash:" + made.filename(),
              "scp -t flash:" + made.filename());
      String plan = caller.get("/api/v1/jobs/" + job + "/plan").body();
      assertThat(plan).contains("scp -t flash:" + made.filename());
    }
  }

  @Test
  void a_switch_without_scp_server_is_a_precise_refusal() throws Exception {
    byte[] content = content();
    ImageCatalogue.Image made = made("cat9k_iosxe.16.12.06.SPA.bin", "16.12.6", content);
    try (var device = empty().published(made).start()) {
      String image = image(made, Map.of("type", "PUSH"));
      String etag = caller.get("/api/v1/images/" + image).header("ETag");
      var _ = caller.upload("/api/v1/images/" + image + "/content", content, "If-Match", etag);
      String job = order(device(device, "OFF"), image);

      assertThat(states(job)).endsWith("FAILED");

      assertThat(outcome(job)).contains("scp-server-off", "Administratively disabled");
    }
  }

  @Test
  void two_jobs_at_one_site_copy_one_after_the_other_with_a_login_that_is_never_shown()
      throws Exception {
    var made = ImageCatalogue.named("cat9k_iosxe.16.12.04.SPA.bin").orElseThrow();
    String files = Caller.unique("files");
    var _ =
        Caller.created(
            caller.post(
                "/api/v1/credentials",
                Map.of("name", files, "username", "images", "password", "canary-files")));
    try (var one = empty().fileServerAccount("images", "canary-files").start();
        var two = empty().fileServerAccount("images", "canary-files").start()) {
      one.strike(new Mishap.CopyBreaks(new Trigger.Start(), 60, "Connection reset by peer"));
      String image =
          image(
              made,
              Map.of(
                  "type",
                  "PULL",
                  "url",
                  "scp://192.0.2.9/images/" + made.filename(),
                  "vrf",
                  "Mgmt-vrf",
                  "credential",
                  files));
      String first = order(device(one, "SAME"), image);
      String second = order(device(two, "SAME"), image);

      assertThat(states(first)).as(() -> outcome(first)).endsWith("STAGED");
      assertThat(states(second)).as(() -> outcome(second)).endsWith("STAGED");

      assertThat(copies(one)).hasSize(2);
      assertThat(copies(two)).hasSize(1);
      assertThat(mostCopiesAtOnce(first, second)).isEqualTo(1);
      for (String job : List.of(first, second)) {
        String events = caller.get("/api/v1/jobs/" + job + "/events?limit=500").body();
        String transcript = caller.get("/api/v1/jobs/" + job + "/transcript").body();
        assertThat(events + transcript).doesNotContain("canary-files");
      }
      String events = caller.get("/api/v1/jobs/" + first + "/events?limit=500").body();
      assertThat(events).contains("job.step-progressed", "bytesPerSecond", "Connection reset");
    }
  }

  /// By the log of events, in which every copy begins with an intent and ends with an answer.
  private int mostCopiesAtOnce(String... jobs) {
    var log = new TreeMap<Long, String>();
    for (String job : jobs) {
      var events = caller.get("/api/v1/jobs/" + job + "/events?limit=500").json().at("/items");
      for (var event : events.values()) {
        if (event.at("/data/command").asString("").startsWith("copy ")) {
          log.put(event.at("/id").longValue(), event.at("/type").asString());
        }
      }
    }
    int going = 0;
    int most = 0;
    for (String type : log.values()) {
      going += type.equals("job.command-intended") ? 1 : -1;
      most = Math.max(most, going);
    }
    assertThat(log).hasSize(6);
    return most;
  }

  private static List<CommandRecord> copies(SimulatedSwitch device) {
    return device.commands().stream().filter(it -> it.line().startsWith("copy ")).toList();
  }

  private static List<String> changes(SimulatedSwitch device) {
    return device.commands().stream()
        .filter(CommandRecord::changing)
        .map(CommandRecord::line)
        .toList();
  }

  private static byte[] content() {
    byte[] content = new byte[2_000_000];
    new Random(42).nextBytes(content);
    return content;
  }

  private static ImageCatalogue.Image made(String name, String version, byte[] content)
      throws Exception {
    HexFormat hex = HexFormat.of();
    return new ImageCatalogue.Image(
        name,
        version,
        content.length,
        hex.formatHex(MessageDigest.getInstance("MD5").digest(content)),
        hex.formatHex(MessageDigest.getInstance("SHA-512").digest(content)));
  }

  private static SimulatedSwitch.Builder empty() {
    return SimulatedSwitch.builder()
        .scale(0.01)
        .imageOnFlash(false)
        .username("issu")
        .password("canary-password");
  }

  private String device(SimulatedSwitch device, String site) {
    String noc = Caller.unique("noc");
    var _ =
        Caller.created(
            caller.post(
                "/api/v1/credentials",
                Map.of("name", noc, "username", "issu", "password", "canary-password")));
    var form = new HashMap<String, Object>();
    form.put("name", Caller.unique("core"));
    form.put("address", device.address());
    form.put("port", device.port());
    form.put("credential", noc);
    form.put("site", site);
    form.put("sshProfile", "LEGACY");
    form.put("hostKeys", device.hostKeys());
    return Caller.created(caller.post("/api/v1/devices", form));
  }

  private String image(ImageCatalogue.Image image, Map<String, Object> source) {
    return Caller.created(
        caller.post(
            "/api/v1/images",
            Map.of(
                "filename", image.filename(),
                "platform", "CAT9K",
                "version", image.version(),
                "sizeBytes", image.sizeBytes(),
                "sha512", image.sha512(),
                "status", "APPROVED",
                "source", source)));
  }

  private String order(String device, String image) {
    return Caller.created(
        caller.post(
            "/api/v1/jobs",
            Map.of("device", device, "image", image, "reason", "PSIRT", "stageOnly", true)));
  }

  private List<String> states(String job) throws Exception {
    var states = new ArrayList<String>();
    try (var stream = new EventReader(caller, "/api/v1/events?job=" + job, "Last-Event-ID", "0")) {
      while (states.isEmpty() || !ENDS.contains(states.getLast())) {
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
}
