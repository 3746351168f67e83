package io.hitless.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hitless.access.ApiKey;
import io.hitless.access.ApiKeyId;
import io.hitless.access.ApiKeys;
import io.hitless.access.KeyText;
import io.hitless.access.Role;
import io.hitless.api.testing.Answer;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Who did what, from where, why, and what it was before and after.
@ServiceTest
class AuditTest {
  @LocalServerPort int port;
  Caller caller;
  private final ApiKeys keys;
  private final InstantSource clock;

  @Autowired
  AuditTest(ApiKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  private Caller with(Role role, String name) {
    KeyText text = KeyText.random(new SecureRandom());
    keys.add(
        new ApiKey(
            new ApiKeyId(UUID.randomUUID()),
            text.prefix(),
            text.sha256(),
            name,
            role,
            clock.instant(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    return caller.as(text.reveal());
  }

  private List<JsonNode> entries(String query) {
    Answer answer = caller.get("/api/v1/audit?" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return StreamSupport.stream(answer.json().at("/items").spliterator(), false).toList();
  }

  @Test
  void a_change_is_told_with_who_from_where_before_and_after() {
    String device = caller.device();
    assertThat(
            caller
                .patch(
                    "/api/v1/devices/" + device,
                    Map.of("site", "MUC"),
                    "If-Match",
                    caller.get("/api/v1/devices/" + device).header("ETag"),
                    "X-Forwarded-For",
                    "203.0.113.9\u0009evil")
                .status())
        .isEqualTo(200);

    List<JsonNode> told = entries("device=" + device);
    assertThat(told)
        .extracting(it -> it.at("/action").asString())
        .containsExactly("device.change", "device.create");
    JsonNode change = told.getFirst();
    assertThat(change.at("/actor").asString()).isEqualTo("bootstrap");
    assertThat(change.at("/outcome").asString()).isEqualTo("DONE");
    assertThat(change.at("/data/client").asString()).isEqualTo("127.0.0.1");
    assertThat(change.at("/data/claimedFor").asString()).isEqualTo("203.0.113.9?evil");
    assertThat(change.at("/data/before/site").asString()).isEqualTo("FRA");
    assertThat(change.at("/data/after/site").asString()).isEqualTo("MUC");
    assertThat(told.getLast().at("/data/after/site").asString()).isEqualTo("FRA");
  }

  @Test
  void an_action_on_a_job_is_told_with_its_reason_once_even_if_it_is_sent_twice() {
    String job = caller.job(caller.device());
    String path = "/api/v1/jobs/" + job + "/cancel";
    for (int i = 0; i < 2; i++) {
      assertThat(
              caller.post(path, Map.of("reason", "wrong night"), "Idempotency-Key", job).status())
          .isEqualTo(202);
    }
    List<JsonNode> told = entries("job=" + job);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().at("/action").asString()).isEqualTo("job.cancel");
    assertThat(told.getFirst().at("/data/reason").asString()).isEqualTo("wrong night");
    assertThat(told.getFirst().at("/data/before/state").asString()).isEqualTo("QUEUED");
    assertThat(told.getFirst().at("/device").asString()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cancel",
        "commit",
        "abort",
        "clear",
        "retry",
        "resolve",
        "take-over",
        "hand-back"
      })
  void no_action_is_taken_without_a_reason(String action) {
    String path = "/api/v1/jobs/" + UUID.randomUUID() + "/" + action;
    for (String body : List.of("{}", "{\"reason\":\"\"}", "{\"reason\":\" \"}", "{\"reason\":1}")) {
      Answer answer = caller.post(path, body);
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.pointers()).containsExactly("/reason");
    }
  }

  @Test
  void keys_waivers_and_proposed_host_keys_are_told_before_and_after_without_a_keys_text() {
    Answer made =
        caller.post("/api/v1/api-keys", Map.of("name", Caller.unique("robot"), "role", "VIEWER"));
    String key = "/api/v1/api-keys/" + Caller.created(made);
    Answer rotated =
        caller.post(key + "/rotate", Map.of("reason", "lost"), "If-Match", made.header("ETag"));
    assertThat(caller.delete(key + "?reason=gone", "If-Match", rotated.header("ETag")).status())
        .isEqualTo(204);
    List<JsonNode> told = entries("action=api-key&limit=3");
    assertThat(told)
        .extracting(it -> it.at("/action").asString())
        .containsExactly("api-key.remove", "api-key.rotate", "api-key.create");
    assertThat(told.get(0).at("/data/before/revoked").isNull()).isTrue();
    assertThat(told.get(0).at("/data/after/revoked/reason").asString()).isEqualTo("gone");
    assertThat(told.get(1).at("/data/before/prefix").asString())
        .isNotEqualTo(told.get(1).at("/data/after/prefix").asString());
    assertThat(told.get(2).at("/data/after/role").asString()).isEqualTo("VIEWER");
    assertThat(told.toString()).doesNotContain(made.text("/key"), rotated.text("/key"));

    String device = caller.device();
    String path = "/api/v1/devices/" + device;
    String fingerprint = "SHA256:fLkEEV2NaTt5pO2Pb3rvWqzZ5VUu0aWfFMmkNk6dY0U";
    String proposal =
        Caller.created(
            caller.post(
                path + "/host-keys", Map.of("fingerprint", fingerprint, "reason", "rotated")));
    Caller ada = with(Role.APPROVER, Caller.unique("ada"));
    String tag = ada.get(path + "/host-keys/" + proposal).header("ETag");
    assertThat(
            ada.post(
                    path + "/host-keys/" + proposal + "/approve",
                    Map.of("reason", "compared"),
                    "If-Match",
                    tag)
                .status())
        .isEqualTo(200);
    String waiver =
        Caller.created(
            ada.post(
                path + "/waivers",
                Map.of("check", "upgrade-path", "reason", "tried in the lab", "validFor", "PT1H")));
    assertThat(waiver).isNotEmpty();
    told = entries("device=" + device + "&limit=3");
    assertThat(told)
        .extracting(it -> it.at("/action").asString())
        .containsExactly("device.waivers", "device.host-keys.approve", "device.host-keys");
    assertThat(told.get(0).at("/data/before/waivers")).isEmpty();
    assertThat(told.get(0).at("/data/after/waivers/0/check").asString()).isEqualTo("upgrade-path");
    assertThat(told.get(1).at("/data/before/pinned").toString()).doesNotContain(fingerprint);
    assertThat(told.get(1).at("/data/before/proposed/0/fingerprint").asString())
        .isEqualTo(fingerprint);
    assertThat(told.get(1).at("/data/after/pinned").toString()).contains(fingerprint);
    assertThat(told.get(1).at("/data/after/proposed")).isEmpty();
    assertThat(told.get(2).at("/data/reason").asString()).isEqualTo("rotated");
  }

  @Test
  void why_a_key_was_made_rotated_and_revoked_is_told_and_by_which_key_of_whom() {
    var form = Map.of("name", Caller.unique("robot"), "role", "VIEWER", "reason", "ticket 4711");
    Answer made = caller.post("/api/v1/api-keys", form);
    String id = made.text("/id");
    Answer rotated =
        caller.post(
            "/api/v1/api-keys/" + id + "/rotate",
            Map.of("reason", "a quarter has passed"),
            "If-Match",
            made.header("ETag"));
    assertThat(rotated.status()).as(rotated.body()).isEqualTo(200);
    assertThat(
            caller
                .delete(
                    "/api/v1/api-keys/" + id + "?reason=laptop%20lost",
                    "If-Match",
                    rotated.header("ETag"))
                .status())
        .isEqualTo(204);

    List<JsonNode> told =
        entries("action=api-key&limit=500").stream()
            .filter(it -> it.toString().contains(id))
            .toList();
    assertThat(told)
        .extracting(
            it -> it.at("/action").asString(),
            it -> it.at("/data/reason").asString(),
            it -> it.at("/data/by/person").asString())
        .containsExactly(
            tuple("api-key.remove", "laptop lost", "bootstrap"),
            tuple("api-key.rotate", "a quarter has passed", "bootstrap"),
            tuple("api-key.create", "ticket 4711", "bootstrap"));
    assertThat(told)
        .extracting(it -> it.at("/data/by/id").asString())
        .allMatch(it -> it.matches("key:[0-9a-f-]{36}"))
        .containsOnly(told.getFirst().at("/data/by/id").asString());
  }

  @Test
  void what_was_refused_is_told_with_the_rule() {
    String viewer = Caller.unique("viewer");
    String device = caller.device();
    with(Role.VIEWER, viewer).delete("/api/v1/devices/" + device, "If-Match", "\"1\"");
    String job = caller.job(device);
    assertThat(caller.post("/api/v1/jobs/" + job + "/hand-back", Map.of("reason", "x")).status())
        .isEqualTo(409);
    assertThat(caller.stranger().delete("/api/v1/devices/" + device).status()).isEqualTo(401);

    JsonNode denied = entries("actor=" + viewer).getFirst();
    assertThat(denied.at("/action").asString()).isEqualTo("device.remove");
    assertThat(denied.at("/outcome").asString()).isEqualTo("REFUSED");
    assertThat(denied.at("/data/status").intValue()).isEqualTo(403);
    assertThat(denied.at("/data/code").asString()).isEqualTo("forbidden");
    assertThat(denied.at("/data/by/person").asString()).isEqualTo(viewer);
    JsonNode illegal = entries("job=" + job).getFirst();
    assertThat(illegal.at("/outcome").asString()).isEqualTo("REFUSED");
    assertThat(illegal.at("/data/code").asString()).isEqualTo("illegal-in-state");
    assertThat(illegal.at("/data/reason").asString()).isEqualTo("x");
    assertThat(entries("actor=anonymous&device=" + device).getFirst().at("/data/status").intValue())
        .isEqualTo(401);
  }

  @Test
  void looking_at_what_was_typed_is_told_before_it_is_shown() {
    String job = caller.job(caller.device());
    caller.get("/api/v1/jobs/" + job + "/transcript", "Accept", "text/plain");
    caller.send("GET", "/api/v1/jobs/" + job + "/evidence", null);
    assertThat(entries("job=" + job))
        .extracting(it -> it.at("/action").asString() + " " + it.at("/outcome").asString())
        .containsExactly("job.evidence.read GRANTED", "job.transcript.read GRANTED");
    assertThat(entries("action=audit").getFirst().at("/data/query/action").asString())
        .isEqualTo("audit");
  }

  @Test
  void a_secret_that_was_sent_is_not_in_the_audit_nor_in_the_export() {
    String name = Caller.unique("noc");
    String secret = "canary-" + UUID.randomUUID();
    var form = Map.of("name", name, "username", "issu", "password", secret);
    assertThat(caller.post("/api/v1/credentials", form).status()).isEqualTo(201);
    var other = Map.of("name", name, "username", "issu2", "password", secret + "2");
    assertThat(caller.put("/api/v1/credentials/" + name, other, "If-Match", "\"1\"").status())
        .isEqualTo(200);
    assertThat(caller.delete("/api/v1/credentials/" + name, "If-Match", "\"2\"").status())
        .isEqualTo(204);
    String told = caller.get("/api/v1/audit?action=credential&limit=500").body();
    assertThat(told).contains("credentials/" + name, "issu2").doesNotContain(secret);
    assertThat(caller.get("/api/v1/audit/export").body())
        .contains("credentials/" + name)
        .doesNotContain(secret, ServiceTest.KEY);
  }

  @Test
  void what_is_only_validated_or_refused_as_malformed_is_no_act() {
    String name = Caller.unique("core");
    var form = new java.util.HashMap<>(caller.deviceForm(caller.credential()));
    form.put("name", name);
    caller.post("/api/v1/devices?validateOnly=true", form);
    form.put("port", 0);
    caller.post("/api/v1/devices", form);
    assertThat(caller.get("/api/v1/audit?action=device.create&limit=500").body())
        .doesNotContain(name);
  }

  @Test
  void the_audit_is_for_those_who_answer_for_others() {
    for (Role role : List.of(Role.VIEWER, Role.OPERATOR)) {
      Caller nosy = with(role, Caller.unique("nosy"));
      assertThat(nosy.get("/api/v1/audit").status()).isEqualTo(403);
      assertThat(nosy.get("/api/v1/audit/export").status()).isEqualTo(403);
      assertThat(nosy.post("/api/v1/audit/verify", Map.of()).status()).isEqualTo(403);
    }
    Caller approver = with(Role.APPROVER, Caller.unique("approver"));
    assertThat(approver.get("/api/v1/audit").status()).isEqualTo(200);
    assertThat(approver.post("/api/v1/audit/verify", Map.of()).status()).isEqualTo(200);
  }

  @Test
  void the_audit_is_paged_newest_first_and_narrowed_by_time() {
    String actor = Caller.unique("operator");
    Caller operator = with(Role.OPERATOR, actor);
    for (int i = 0; i < 3; i++) {
      Caller.created(operator.post("/api/v1/images", operator.imageForm()));
    }
    Answer first = caller.get("/api/v1/audit?actor=" + actor + "&limit=2");
    Answer rest =
        caller.get("/api/v1/audit?actor=" + actor + "&limit=2&cursor=" + first.text("/nextCursor"));
    assertThat(first.json().at("/items")).hasSize(2);
    assertThat(rest.json().at("/items")).hasSize(1);
    assertThat(rest.json().at("/nextCursor").isNull()).isTrue();
    String at = first.text("/items/0/at");
    assertThat(entries("actor=" + actor + "&since=" + at)).hasSize(1);
    assertThat(entries("actor=" + actor + "&until=" + at)).hasSize(2);
  }

  @Test
  void the_log_verifies_and_its_head_is_an_anchor_for_later() {
    caller.device();
    Answer verified = caller.post("/api/v1/audit/verify", Map.of());
    assertThat(verified.status()).as(verified.body()).isEqualTo(200);
    assertThat(verified.json().at("/intact").booleanValue()).as(verified.body()).isTrue();
    assertThat(verified.json().at("/rows").longValue()).isPositive();
    caller.device();
    var head =
        Map.of(
            "id", verified.json().at("/head/id").longValue(),
            "hash", verified.text("/head/hash"));
    assertThat(
            caller
                .post("/api/v1/audit/verify", Map.of("anchor", head))
                .json()
                .at("/intact")
                .booleanValue())
        .isTrue();
    Answer wrong =
        caller.post(
            "/api/v1/audit/verify",
            Map.of("anchor", Map.of("id", head.get("id"), "hash", "0".repeat(64))));
    assertThat(wrong.text("/firstBad/fault")).isEqualTo("NOT_ANCHORED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'anchor':{'id':1}}; /anchor/hash; required",
        "{'anchor':{'id':-1,'hash':'x'}}; /anchor/hash,/anchor/id; malformed-sha256,out-of-range",
        "{'anchors':1}; /anchors; unknown-field"
      })
  void a_bad_anchor_is_pointed_at(String body, String pointers, String codes) {
    Answer answer = caller.post("/api/v1/audit/verify", body.replace('\'', '"'));
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.pointers()).containsExactlyInAnyOrder(pointers.split(","));
    assertThat(answer.violationCodes()).containsExactlyInAnyOrder(codes.split(","));
  }
}
