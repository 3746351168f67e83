package io.hitless.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.access.ApiKey;
import io.hitless.access.ApiKeyId;
import io.hitless.access.ApiKeys;
import io.hitless.access.KeyText;
import io.hitless.access.Role;
import io.hitless.access.Scope;
import io.hitless.api.Hitless;
import io.hitless.api.testing.Answer;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.EventReader;
import io.hitless.api.testing.FreshFolder;
import io.hitless.api.testing.ServiceTest;
import io.hitless.device.sim.CommandRecord;
import io.hitless.device.sim.SimulatedSwitch;
import io.hitless.page.TimeOrderedIds;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/// Four eyes and host keys on real parts: what the switch received is the judge.
@SpringBootTest(
    classes = Hitless.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hitless.bootstrap-api-key=" + ServiceTest.KEY,
      "hitless.timescale=0.01",
      "hitless.four-eyes.roles=core",
      "hitless.stream.heartbeat=PT0.2S"
    })
@ActiveProfiles("lab")
@ContextConfiguration(initializers = FreshFolder.class)
@DirtiesContext
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class GuardedUpgradeTest {
  private static final String OTHER_KEY = "SHA256:uNiVztksCsDhcc0u9e8BrVJCWvgxU6jRz7Yc1aB5yqk";

  @LocalServerPort int port;
  @Autowired ApiKeys keys;
  @Autowired TimeOrderedIds ids;
  @Autowired InstantSource clock;

  private Caller admin;
  private Caller nora;
  private Caller ada;
  private ApiKeyId newest;

  @BeforeEach
  void call() {
    admin = new Caller(port, Optional.of(ServiceTest.KEY));
    nora = caller("nora", Role.OPERATOR);
    ada = caller("ada", Role.APPROVER);
  }

  /// Another key of the same person.
  private Caller caller(String person, Role role) {
    KeyText text = KeyText.random(new SecureRandom());
    var id = new ApiKeyId(ids.next());
    keys.create(
        new ApiKey(
            id,
            text.prefix(),
            text.sha256(),
            Caller.unique(person),
            person,
            role,
            Set.of(),
            Scope.EVERYTHING,
            "test",
            clock.instant(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1),
        clock.instant());
    newest = id;
    return admin.as(text.reveal());
  }

  private static SimulatedSwitch running() {
    return SimulatedSwitch.builder()
        .hostname(Caller.unique("sw"))
        .scale(0.01)
        .username("issu")
        .password("a password")
        .enableSecret("an enable secret")
        .start();
  }

  private String device(SimulatedSwitch device, List<String> hostKeys, String role) {
    String login = Caller.unique("noc");
    Caller.created(
        admin.post(
            "/api/v1/credentials",
            Map.of(
                "name",
                login,
                "username",
                "issu",
                "password",
                "a password",
                "enableSecret",
                "an enable secret")));
    return Caller.created(
        nora.post(
            "/api/v1/devices",
            Map.of(
                "name",
                Caller.unique("core"),
                "address",
                device.address(),
                "port",
                device.port(),
                "credential",
                login,
                "role",
                role,
                "sshProfile",
                "LEGACY",
                "hostKeys",
                hostKeys)));
  }

  /// One at a time: two tests that run side by side need the same.
  private String image(SimulatedSwitch device) {
    synchronized (GuardedUpgradeTest.class) {
      return imageOf(device);
    }
  }

  private String imageOf(SimulatedSwitch device) {
    var image = device.targetImage();
    for (var known : nora.get("/api/v1/images?limit=500").json().at("/items").values()) {
      if (known.at("/filename").asString().equals(image.filename())) {
        return known.at("/id").asString();
      }
    }
    return Caller.created(
        nora.post(
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
    order.put("soak", "PT0S");
    order.put("reason", "PSIRT");
    return Caller.created(nora.post("/api/v1/jobs", order));
  }

  /// The job once it has said `type` so many times.
  private Answer once(String job, String type, int times) throws Exception {
    try (var stream = new EventReader(nora, "/api/v1/events?job=" + job, "Last-Event-ID", "0")) {
      for (int seen = 0; seen < times; ) {
        if (stream.next().type().equals(type)) {
          seen++;
        }
      }
    }
    return nora.get("/api/v1/jobs/" + job);
  }

  private String ended(String job) throws Exception {
    try (var stream = new EventReader(nora, "/api/v1/events?job=" + job, "Last-Event-ID", "0")) {
      while (true) {
        EventReader.Sent event = stream.next();
        String to = event.data().at("/data/to").asString();
        if (List.of("SUCCEEDED", "ROLLED_BACK", "FAILED", "CANCELLED").contains(to)) {
          return to;
        }
      }
    }
  }

  private void reached(String job, String state) throws Exception {
    try (var stream = new EventReader(nora, "/api/v1/events?job=" + job, "Last-Event-ID", "0")) {
      while (!stream.next().data().at("/data/to").asString().equals(state)) {}
    }
  }

  private static List<String> changes(SimulatedSwitch device) {
    return device.commands().stream()
        .filter(CommandRecord::changing)
        .map(CommandRecord::line)
        .toList();
  }

  private Answer decide(Caller who, String job, String word) {
    String tag = who.get("/api/v1/jobs/" + job + "/approval").header("ETag");
    return who.post(
        "/api/v1/jobs/" + job + "/" + word, Map.of("reason", "looked at it"), "If-Match", tag);
  }

  @Test
  void a_core_switch_is_upgraded_only_with_a_second_persons_word_for_what_it_is_now()
      throws Exception {
    try (var device = running()) {
      String id = device(device, device.hostKeys(), "core");
      String job = order(id, image(device), Map.of());
      String path = "/api/v1/jobs/" + job;

      Answer waiting = once(job, "job.approval-wanted", 1);
      assertThat(waiting.json().at("/waitingFor").toString()).contains("APPROVAL");
      assertThat(waiting.json().at("/legalActions").toString())
          .contains("cancel")
          .doesNotContain("approve", "deny");
      assertThat(ada.get(path).json().at("/legalActions").toString()).contains("approve", "deny");
      assertThat(ada.get(path).header("ETag"))
          .isEqualTo(ada.get(path + "/approval").header("ETag"));

      // Who may not, and who is not another person.
      assertThat(decide(nora, job, "approve").status()).isEqualTo(403);
      Answer own = decide(caller("nora", Role.APPROVER), job, "approve");
      assertThat(own.status()).isEqualTo(403);
      assertThat(own.text("/blockedBy/0/rule")).isEqualTo("four-eyes");

      // What was read has to be named, and has to be what it is.
      Map<String, Object> why = Map.of("reason", "fine");
      assertThat(ada.post(path + "/approve", why).status()).isEqualTo(428);
      String read = ada.get(path + "/approval").header("ETag");
      Answer before = nora.get("/api/v1/devices/" + id);
      Answer edited =
          nora.patch(
              "/api/v1/devices/" + id,
              Map.of("tags", List.of("moved")),
              "If-Match",
              before.header("ETag"));
      assertThat(edited.status()).isEqualTo(200);
      Answer stale = ada.post(path + "/approve", why, "If-Match", read);
      assertThat(stale.status()).isEqualTo(412);

      assertThat(decide(ada, job, "approve").status()).isEqualTo(202);
      assertThat(ended(job)).isEqualTo("SUCCEEDED");
      assertThat(changes(device)).doesNotHaveDuplicates().isNotEmpty();
      assertThat(ada.get(path + "/approval").text("/decisions/0/by")).startsWith("ada");
      assertThat(decide(ada, job, "approve").status()).isEqualTo(409);
    }
  }

  @Test
  void an_administrator_is_no_two_persons_neither_by_keys_for_others_nor_by_other_labels()
      throws Exception {
    try (var device = running()) {
      String id = device(device, device.hostKeys(), "core");
      String image = image(device);
      Caller boss = caller("boss", Role.ADMIN);
      String job =
          Caller.created(
              boss.post(
                  "/api/v1/jobs",
                  Map.of("device", id, "image", image, "soak", "PT0S", "reason", "PSIRT")));
      once(job, "job.approval-wanted", 1);

      // A key for somebody who doesn't exist, and the text of a key that somebody had before.
      Answer madeUp =
          boss.post(
              "/api/v1/api-keys",
              Map.of("name", Caller.unique("ghost"), "owner", "ghost", "role", "APPROVER"));
      caller("eve", Role.APPROVER);
      String key = "/api/v1/api-keys/" + newest;
      Answer rotated =
          boss.post(
              key + "/rotate", Map.of("reason", "x"), "If-Match", boss.get(key).header("ETag"));
      for (Answer stolen : List.of(madeUp, rotated)) {
        Answer no = decide(admin.as(stolen.text("/key")), job, "approve");
        assertThat(no.status()).as(no.body()).isEqualTo(403);
        assertThat(no.text("/blockedBy/0/rule")).isEqualTo("four-eyes");
        assertThat(no.text("/blockedBy/0/evidence/0")).contains("boss asked for it, and was shown");
      }
      assertThat(decide(boss, job, "approve").status()).isEqualTo(403);

      // Nobody but an administrator takes the labels away, and then it is not them who goes on.
      String path = "/api/v1/devices/" + id;
      Map<String, Object> label = Map.of("role", "access");
      String tag = nora.get(path).header("ETag");
      assertThat(nora.patch(path, label, "If-Match", tag).text("/blockedBy/0/rule"))
          .isEqualTo("four-eyes");
      assertThat(boss.patch(path, label, "If-Match", tag).status()).isEqualTo(200);
      Answer still = boss.get("/api/v1/jobs/" + job + "/approval");
      assertThat(still.json().at("/required").booleanValue()).isTrue();
      assertThat(still.text("/why/0")).contains("boss took the device out of four eyes");
      Answer again = boss.post("/api/v1/jobs/" + job + "/retry", Map.of("reason", "go on already"));
      assertThat(again.status()).isEqualTo(409);

      assertThat(decide(ada, job, "deny").status()).isEqualTo(202);
      assertThat(ended(job)).isEqualTo("CANCELLED");
      assertThat(changes(device)).isEmpty();
    }
  }

  @Test
  void a_job_that_nobody_has_to_approve_any_more_goes_on_by_itself() throws Exception {
    try (var device = running()) {
      String id = device(device, device.hostKeys(), "core");
      String job = order(id, image(device), Map.of());
      once(job, "job.approval-wanted", 1);

      String path = "/api/v1/devices/" + id;
      Answer moved =
          admin.patch(path, Map.of("role", "access"), "If-Match", nora.get(path).header("ETag"));

      assertThat(moved.status()).as(moved.body()).isEqualTo(200);
      assertThat(ended(job)).isEqualTo("SUCCEEDED");
    }
  }

  @Test
  void one_step_needs_two_persons_whatever_the_device_and_a_no_leaves_it_alone() throws Exception {
    try (var device = running()) {
      String id = device(device, device.hostKeys(), "access");
      String job =
          order(id, image(device), Map.of("workflow", "ONE_STEP", "acknowledgeNoRollback", true));
      once(job, "job.approval-wanted", 1);

      assertThat(decide(ada, job, "deny").status()).isEqualTo(202);
      assertThat(ended(job)).isEqualTo("CANCELLED");
      assertThat(nora.get("/api/v1/jobs/" + job).text("/outcome/code")).isEqualTo("denied");
      assertThat(changes(device)).isEmpty();
    }
  }

  @Test
  void a_yes_ends_with_the_key_that_gave_it_and_with_an_edit_and_an_emergency_does_without()
      throws Exception {
    try (var device = running()) {
      String id = device(device, device.hostKeys(), "core");
      String job = order(id, image(device), Map.of("stageOnly", true));
      once(job, "job.approval-wanted", 1);
      ApiKeyId key = newest;
      assertThat(decide(ada, job, "approve").status()).isEqualTo(202);
      reached(job, "STAGED");
      keys.revoke(key, 1, new ApiKey.Revocation(clock.instant(), "test", "she left"));
      nora.post("/api/v1/jobs/" + job + "/retry", Map.of("reason", "go on"));

      Answer waiting = once(job, "job.approval-wanted", 2);
      assertThat(waiting.json().at("/waitingFor").toString()).contains("APPROVAL");
      Caller eve = caller("eve", Role.APPROVER);
      String read = eve.get("/api/v1/jobs/" + job + "/approval").header("ETag");
      String tag = nora.get("/api/v1/devices/" + id).header("ETag");
      Answer edited =
          nora.patch("/api/v1/devices/" + id, Map.of("tags", List.of("x")), "If-Match", tag);
      assertThat(edited.status()).isEqualTo(200);
      Map<String, Object> why = Map.of("reason", "fine");
      assertThat(eve.post("/api/v1/jobs/" + job + "/approve", why, "If-Match", read).status())
          .isEqualTo(412);
      assertThat(changes(device)).noneMatch(line -> line.contains("activate"));

      // An emergency is an administrator's, ends the wait, and stays written on the job.
      assertThat(nora.post("/api/v1/jobs/" + job + "/break-glass", Map.of("reason", "x")).status())
          .isEqualTo(403);
      Answer glass =
          admin.post(
              "/api/v1/jobs/" + job + "/break-glass",
              Map.of("reason", "site down", "validFor", "PT30M"));
      assertThat(glass.status()).isEqualTo(202);
      once(job, "security.break-glass", 1);
      assertThat(ended(job)).isEqualTo("SUCCEEDED");
      assertThat(nora.get("/api/v1/jobs/" + job).json().at("/brokenGlass").booleanValue()).isTrue();

      // And it is told: to the audit with what was before and after, to whoever is on shift.
      var told = admin.get("/api/v1/audit?action=job.break-glass&job=" + job).json().at("/items/0");
      assertThat(told.at("/outcome").asString()).isEqualTo("DONE");
      assertThat(told.at("/data/reason").asString()).isEqualTo("site down");
      assertThat(told.at("/data/before/decision/word").asString()).isEqualTo("APPROVED");
      assertThat(told.at("/data/after/decision/word").asString()).isEqualTo("BROKEN_GLASS");
      assertThat(told.at("/data/after/decision/until").asString()).isNotEmpty();
      assertThat(admin.get("/actuator/prometheus").body())
          .contains("issu_four_eyes_total{event=\"broken_glass\"} 1.0");
    }
  }

  @Test
  void a_changed_host_key_parks_the_job_offers_no_login_and_is_believed_by_two_persons_only()
      throws Exception {
    try (var device = running()) {
      String id = device(device, List.of(OTHER_KEY), "access");
      String job = order(id, image(device), Map.of());

      Answer parked = once(job, "job.needs-operator", 1);
      assertThat(parked.text("/state")).isEqualTo("NEEDS_OPERATOR");
      assertThat(once(job, "security.host-key-changed", 1).status()).isEqualTo(200);
      assertThat(device.loginsOffered()).isZero();
      assertThat(device.commands()).isEmpty();

      // No way round: neither by a patch nor by trusting the next one.
      String path = "/api/v1/devices/" + id;
      String tag = nora.get(path).header("ETag");
      for (Map<String, Object> patch :
          List.<Map<String, Object>>of(
              Map.of("hostKeys", device.hostKeys()),
              Map.of("hostKeys", List.of(), "hostKeyPolicy", "TRUST_ON_FIRST_USE"),
              Map.of("hostKeyPolicy", "TRUST_ON_FIRST_USE"))) {
        Answer no = nora.patch(path, patch, "If-Match", tag);
        assertThat(no.status()).isEqualTo(409);
        assertThat(no.text("/blockedBy/0/rule")).isEqualTo("host-key-rotation");
      }

      for (String key : device.hostKeys()) {
        Answer proposed =
            nora.post(path + "/host-keys", Map.of("fingerprint", key, "reason", "new supervisor"));
        String proposal = path + "/host-keys/" + Caller.created(proposed);
        Map<String, Object> why = Map.of("reason", "read at the console");
        String seen = ada.get(proposal).header("ETag");
        Answer alone =
            caller("Nora", Role.APPROVER).post(proposal + "/approve", why, "If-Match", seen);
        assertThat(alone.status()).isEqualTo(403);
        assertThat(alone.json().at("/blockedBy/0/waivableBy").isNull()).isTrue();
        assertThat(ada.post(proposal + "/approve", why).status()).isEqualTo(428);
        assertThat(device.loginsOffered()).isZero();
        Answer pinned = ada.post(proposal + "/approve", why, "If-Match", seen);
        assertThat(pinned.status()).isEqualTo(200);
        assertThat(pinned.json().at("/hostKeys").toString()).contains(key, OTHER_KEY);
        assertThat(ada.post(proposal + "/approve", why, "If-Match", seen).status()).isEqualTo(404);
      }
      assertThat(nora.post("/api/v1/jobs/" + job + "/retry", Map.of("reason", "go on")).status())
          .isEqualTo(202);
      assertThat(ended(job)).isEqualTo("SUCCEEDED");
      assertThat(device.loginsOffered()).isPositive();
    }
  }
}
