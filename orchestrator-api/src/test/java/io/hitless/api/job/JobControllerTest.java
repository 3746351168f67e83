package io.hitless.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import io.hitless.job.JobId;
import io.hitless.job.Transcripts;
import io.hitless.job.Transcripts.Conversation;
import io.hitless.job.Transcripts.Entry;
import io.hitless.job.Transcripts.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class JobControllerTest {
  @LocalServerPort int port;
  @Autowired Transcripts transcripts;
  Caller caller;

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  @Test
  void an_order_becomes_a_queued_job_with_everything_that_was_ordered() {
    String device = caller.device();
    String image = caller.image();
    var order = new HashMap<String, Object>();
    order.put("device", device);
    order.put("image", image);
    order.put("commit", "MANUAL");
    order.put("soak", "PT5M");
    order.put("onFailure", "HOLD");
    order.put("notBefore", "2026-12-01T01:00:00Z");
    order.put("stageOnly", true);
    order.put("externalRefs", List.of(Map.of("system", "servicenow", "key", "CHG0030001")));
    order.put("reason", "PSIRT");

    var answer = caller.post("/api/v1/jobs", order);

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    var job = caller.get(answer.header("Location"));
    assertThat(job.text("/device/id")).isEqualTo(device);
    assertThat(job.text("/device/name")).startsWith("core-");
    assertThat(job.text("/image/id")).isEqualTo(image);
    assertThat(job.text("/image/version")).isEqualTo("16.12.4");
    assertThat(job.text("/workflow")).isEqualTo("THREE_STEP");
    assertThat(job.text("/state")).isEqualTo("QUEUED");
    assertThat(job.json().at("/terminal").booleanValue()).isFalse();
    assertThat(job.json().at("/outcome").isNull()).isTrue();
    assertThat(job.json().at("/step").isNull()).isTrue();
    assertThat(job.json().at("/autoAbort").isNull()).isTrue();
    assertThat(job.json().at("/progress/percent").intValue()).isZero();
    assertThat(job.all("/timeline", "state")).containsExactly("QUEUED");
    assertThat(job.body()).contains("\"legalActions\":[\"cancel\",\"take-over\"]");
    assertThat(job.text("/commit")).isEqualTo("MANUAL");
    assertThat(job.text("/soak")).isEqualTo("PT5M");
    assertThat(job.text("/onFailure")).isEqualTo("HOLD");
    assertThat(job.text("/notBefore")).isEqualTo("2026-12-01T01:00:00Z");
    assertThat(job.json().at("/stageOnly").booleanValue()).isTrue();
    assertThat(job.text("/externalRefs/0/key")).isEqualTo("CHG0030001");
    assertThat(job.text("/reason")).isEqualTo("PSIRT");
    assertThat(job.text("/author")).isEqualTo("bootstrap");
  }

  @Test
  void a_device_is_named_by_its_id_or_by_its_name() {
    String device = caller.device();
    String name = caller.get("/api/v1/devices/" + device).text("/name");

    var answer =
        caller.post(
            "/api/v1/jobs", Map.of("device", name, "image", caller.image(), "reason", "PSIRT"));

    assertThat(answer.text("/device/id")).isEqualTo(device);
  }

  @Test
  void a_device_with_an_open_job_takes_no_second_one_and_says_which_is_open() {
    String device = caller.device();
    String open = caller.job(device);

    var second =
        caller.post(
            "/api/v1/jobs", Map.of("device", device, "image", caller.image(), "reason", "again"));

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.code()).isEqualTo("device-busy");
    assertThat(second.text("/job/id")).isEqualTo(open);
    assertThat(caller.get(second.text("/job/href")).text("/id")).isEqualTo(open);
  }

  @Test
  void one_step_cannot_be_rolled_back_and_must_be_acknowledged() {
    var order = new HashMap<String, Object>();
    order.put("device", caller.device());
    order.put("image", caller.image());
    order.put("workflow", "ONE_STEP");
    order.put("reason", "PSIRT");

    assertThat(caller.post("/api/v1/jobs", order).pointers())
        .containsExactly("/acknowledgeNoRollback");
    order.put("acknowledgeNoRollback", true);
    assertThat(caller.post("/api/v1/jobs", order).status()).isEqualTo(201);
  }

  @Test
  void a_validated_order_is_shown_and_not_stored() {
    String device = caller.device();

    var answer =
        caller.json(
            "POST",
            "/api/v1/jobs?validateOnly=true",
            Map.of("device", device, "image", caller.image(), "reason", "PSIRT"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("/state")).isEqualTo("QUEUED");
    assertThat(caller.get("/api/v1/jobs?device=" + device).json().at("/items")).isEmpty();
  }

  @Test
  void a_legal_action_is_taken_and_told_of_in_the_events() {
    String job = caller.job(caller.device());

    var answer = caller.post("/api/v1/jobs/" + job + "/cancel", Map.of("reason", "wrong night"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("/id")).isEqualTo(job);
    assertThat(caller.get("/api/v1/jobs/" + job + "/events").all("/items", "type"))
        .contains("job.state-changed", "job.action-requested");
  }

  @Test
  void an_action_that_the_state_does_not_allow_is_refused_with_why_and_what_is_legal() {
    String job = caller.job(caller.device());

    for (String action : List.of("commit", "abort", "clear", "retry", "hand-back")) {
      var answer = caller.post("/api/v1/jobs/" + job + "/" + action, Map.of("reason", "now"));

      assertThat(answer.status()).as(action).isEqualTo(409);
      assertThat(answer.code()).isEqualTo("illegal-in-state");
      assertThat(answer.text("/state")).isEqualTo("QUEUED");
      assertThat(answer.body()).contains("\"legalActions\":[\"cancel\",\"take-over\"]");
      assertThat(answer.text("/detail")).contains(action);
    }
  }

  @Test
  void an_action_must_exist_and_be_well_formed() {
    String job = caller.job(caller.device());
    String nobody = UUID.randomUUID().toString();
    var reason = Map.of("reason", "now");

    assertThat(caller.post("/api/v1/jobs/" + job + "/explode", reason).status()).isEqualTo(404);
    assertThat(caller.post("/api/v1/jobs/" + nobody + "/cancel", reason).status()).isEqualTo(404);
    assertThat(caller.post("/api/v1/jobs/" + job + "/cancel", Map.of()).pointers())
        .containsExactly("/reason");
    assertThat(
            caller
                .post(
                    "/api/v1/jobs/" + job + "/cancel",
                    Map.of("reason", "now", "scope", "INSTALL_STATE"))
                .pointers())
        .containsExactly("/scope");
    assertThat(
            caller
                .post(
                    "/api/v1/jobs/" + job + "/resolve", Map.of("reason", "now", "as", "CANCELLED"))
                .violationCodes())
        .containsExactly("unknown-word");
  }

  @Test
  void the_plan_shows_the_exact_commands_before_any_is_sent() {
    String job = caller.job(caller.device());

    var plan = caller.get("/api/v1/jobs/" + job + "/plan");

    assertThat(plan.status()).isEqualTo(200);
    assertThat(plan.all("/commands", "state"))
        .containsSubsequence("ADDING", "ACTIVATING", "COMMITTING");
    assertThat(plan.all("/commands", "command"))
        .anyMatch(command -> command.startsWith("install add file flash:cat9k_iosxe.16.12.04.SPA"))
        .anyMatch(command -> command.startsWith("install activate issu"))
        .anyMatch(command -> command.startsWith("install commit"));
  }

  @Test
  void jobs_are_found_by_state_device_site_ticket_and_age() {
    String device = caller.device();
    String ticket = Caller.unique("CHG");
    Instant before = Instant.now().minusSeconds(60);
    String job =
        Caller.created(
            caller.post(
                "/api/v1/jobs",
                Map.of(
                    "device",
                    device,
                    "image",
                    caller.image(),
                    "reason",
                    "PSIRT",
                    "externalRefs",
                    List.of(Map.of("system", "servicenow", "key", ticket)))));
    String name = caller.get("/api/v1/devices/" + device).text("/name");

    for (String filter :
        List.of(
            "device=" + device,
            "device=" + name,
            "externalRef=servicenow:" + ticket,
            "state=QUEUED&state=STAGED&device=" + device,
            "state=QUEUED,STAGED&device=" + device,
            "site=FRA&device=" + device,
            "createdAfter="
                + before.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                + "&device="
                + device)) {
      assertThat(caller.get("/api/v1/jobs?" + filter).all("/items", "id"))
          .as(filter)
          .containsExactly(job);
    }
    for (String filter :
        List.of("state=SUCCEEDED", "site=MUC", "createdAfter=2099-01-01T00:00:00Z")) {
      assertThat(caller.get("/api/v1/jobs?" + filter + "&device=" + device).json().at("/items"))
          .as(filter)
          .isEmpty();
    }
  }

  @Test
  void the_events_of_a_job_are_listed_in_pieces() {
    String job = caller.job(caller.device());
    caller.post("/api/v1/jobs/" + job + "/take-over", Map.of("reason", "look myself"));
    String path = "/api/v1/jobs/" + job + "/events?limit=1";

    var first = caller.get(path);
    var second = caller.get(path + "&cursor=" + first.text("/nextCursor"));

    assertThat(first.all("/items", "type")).containsExactly("job.state-changed");
    assertThat(first.text("/items/0/data/to")).isEqualTo("QUEUED");
    assertThat(second.all("/items", "type")).containsExactly("job.action-requested");
    assertThat(second.json().at("/nextCursor").isNull()).isTrue();
    assertThat(caller.get(path + "&cursor=x").code()).isEqualTo("unknown-cursor");
  }

  @Test
  void a_transcript_is_read_as_text_or_replayed_as_a_cast() {
    String job = caller.job(caller.device());
    Instant at = Instant.parse("2026-12-01T01:00:00Z");
    var first = new Conversation(7, 1);
    transcripts.append(
        new JobId(UUID.fromString(job)),
        List.of(
            new Entry(at, first, Kind.OPENED, "core-1"),
            new Entry(at, first, Kind.TYPED, "show version\r"),
            new Entry(at.plusMillis(1500), first, Kind.PRINTED, "Cisco IOS XE\r\n --More-- "),
            new Entry(at.plusMillis(1600), first, Kind.TYPED, " "),
            new Entry(at.plusMillis(1700), first, Kind.PRINTED, "\r\ncore-1#"),
            new Entry(at.plusMillis(1800), first, Kind.CLOSED, "")));

    var text = caller.get("/api/v1/jobs/" + job + "/transcript");
    var cast =
        caller.get("/api/v1/jobs/" + job + "/transcript", "Accept", "application/x-asciicast");

    assertThat(text.header("Content-Type")).startsWith("text/plain");
    assertThat(text.body())
        .isEqualTo(
            """
            === 2026-12-01T01:00:00Z session with core-1 opened
            === 2026-12-01T01:00:00Z typed: show version
            Cisco IOS XE
             --More--\s
            === 2026-12-01T01:00:01.600Z typed: <space>

            core-1#
            === 2026-12-01T01:00:01.800Z session closed
            """);
    assertThat(cast.header("Content-Type")).startsWith("application/x-asciicast");
    assertThat(cast.body().lines().toList())
        .hasSize(7)
        .satisfies(lines -> assertThat(lines.getFirst()).contains("\"version\":2"))
        .satisfies(lines -> assertThat(lines.get(1)).isEqualTo("[0.0,\"m\",\"OPENED 7.1 core-1\"]"))
        .satisfies(lines -> assertThat(lines.get(2)).isEqualTo("[0.0,\"i\",\"show version\\r\"]"))
        .satisfies(lines -> assertThat(lines.get(3)).startsWith("[1.5,\"o\",\"Cisco IOS XE"))
        .satisfies(lines -> assertThat(lines.get(4)).isEqualTo("[1.6,\"i\",\" \"]"));
  }
}
