package io.hitless.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.terminal.ScriptedService.Ran;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HitlessCommandTest {
  private static final String JOB = "019301a0-0000-7000-8000-000000000001";

  private ScriptedService service;

  @BeforeEach
  void start() throws IOException {
    service = new ScriptedService();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private static String job(String state, String more) {
    return """
    {"id":"%s","device":{"name":"core-1.fra"},"image":{"version":"16.12.4"},"state":"%s",
     "terminal":%s,"waitingFor":["SOAK"],"progress":{"percent":63},"legalActions":["commit"],
     "timeline":[{"state":"QUEUED","enteredAt":"2026-12-01T01:00:00Z"}],
     "updatedAt":"2026-12-01T01:04:10Z"%s}\
    """
        .formatted(JOB, state, List.of("SUCCEEDED", "FAILED").contains(state), more);
  }

  private static String event(long id) {
    return "id: %d\nevent: job.state-changed\ndata: {\"id\":%d,\"job\":\"%s\"}\n\n"
        .formatted(id, id, JOB);
  }

  @Test
  void a_list_is_read_to_its_last_page() {
    service
        .answering(
            "GET /devices?site=FRA&limit=500",
            200,
            """
            {"items":[{"name":"core-1.fra","address":"192.0.2.10","port":22,"site":"FRA",
              "facts":{"platform":"C9500","units":[{"name":"1","version":"16.9.2"},{"name":"2","version":"16.9.2"}]},
              "tags":["dc1","core"]}],"nextCursor":"more"}\
            """)
        .answering(
            "GET /devices?site=FRA&limit=499&cursor=more",
            200,
            "{\"items\":[{\"name\":\"core-2.fra\",\"port\":22,\"facts\":null}],\"nextCursor\":null}");
    Ran ran = service.run("devices", "list", "--site", "FRA", "--most", "500");
    assertThat(ran.code()).isEqualTo(Exit.YES);
    assertThat(ran.out())
        .contains("core-1.fra  192.0.2.10:22  FRA")
        .contains("1 16.9.2, 2 16.9.2")
        .contains("dc1 core")
        .contains("core-2.fra");
  }

  @Test
  void a_script_gets_what_the_service_answered() {
    service.answering("GET /jobs/" + JOB, 200, job("SOAKING", ""));
    Ran ran = service.run("jobs", "show", JOB, "-o", "json");
    assertThat(ran.code()).isEqualTo(Exit.YES);
    assertThat(Json.MAPPER.readTree(ran.out())).isEqualTo(Json.MAPPER.readTree(job("SOAKING", "")));
    assertThat(service.run("-o", "json", "jobs", "show", JOB).out()).isEqualTo(ran.out());
  }

  @Test
  void a_refusal_names_the_rule_what_it_saw_and_who_may_waive_it() {
    service.answering(
        "POST /jobs/" + JOB + "/commit",
        409,
        """
        {"title":"A rule forbids it","status":409,"code":"blocked","detail":"not now",
         "blockedBy":[{"rule":"commit-budget","evidence":"12 min left","waivableBy":"nobody"}],
         "legalActions":["abort"]}\
        """);
    Ran ran = service.run("jobs", "commit", JOB, "--reason", "checked");
    assertThat(ran.code()).isEqualTo(Exit.REFUSED);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("A rule forbids it (409 blocked)")
        .contains("blocked by commit-budget: 12 min left (may be waived by nobody)")
        .contains("legal now: abort");
  }

  private static final String DIGEST = "3f786850e387550fdab836ed7e6dc881de23001b";

  private static String approval(String digest) {
    return """
    {"about":"UPGRADE","required":true,"why":["the device's role is core"],"askedBy":"nora",
     "digest":"%s","decisions":[{"about":"UPGRADE","decision":"APPROVED","by":"eve",
       "reason":"fine","at":"2026-12-01T01:00:00Z","until":"2026-12-04T01:00:00Z","digest":"old"}]}\
    """
        .formatted(digest);
  }

  @Test
  void a_second_person_sees_what_it_is_about_and_names_what_they_saw() {
    service
        .answering("GET /jobs/" + JOB + "/approval", 200, approval(DIGEST))
        .answering("POST /jobs/" + JOB + "/approve", 202, job("STAGED", ""));
    Ran shown = service.run("jobs", "approval", JOB);
    assertThat(shown.code()).isEqualTo(Exit.YES);
    assertThat(shown.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
        .containsExactly(
            "the upgrade, asked by nora",
            "because the device's role is core",
            "digest " + DIGEST,
            "AT DECISION BY UNTIL ABOUT REASON",
            "2026-12-01T01:00:00Z APPROVED eve 2026-12-04T01:00:00Z what it was before fine");
    assertThat(Json.MAPPER.readTree(service.run("jobs", "approval", JOB, "-o", "json").out()))
        .isEqualTo(Json.MAPPER.readTree(approval(DIGEST)));

    Ran approved =
        service.run("jobs", "approve", JOB, DIGEST.substring(0, 32), "--reason", "looked at it");
    assertThat(approved.code()).as(approved.err()).isEqualTo(Exit.YES);
    assertThat(service.asked().getLast())
        .matches(
            "POST /jobs/"
                + JOB
                + "/approve \\[[0-9a-f-]{36}] \\[\""
                + DIGEST
                + "\"]"
                + " \\{\"reason\":\"looked at it\"}");
  }

  @Test
  void what_was_changed_since_it_was_read_is_neither_approved_nor_denied() {
    service.answering("GET /jobs/" + JOB + "/approval", 200, approval("another1" + DIGEST));
    for (String verdict : List.of("approve", "deny")) {
      service.answering(
          "POST /jobs/" + JOB + "/" + verdict, 412, "{\"title\":\"Stale\",\"code\":\"stale\"}");
      Ran ran = service.run("jobs", verdict, JOB, DIGEST, "--reason", "looked at it");
      assertThat(ran.code()).isEqualTo(Exit.REFUSED);
      assertThat(service.asked().getLast()).contains("[\"" + DIGEST + "\"]");
      int asked = service.asked().size();
      assertThat(service.run("jobs", verdict, JOB, "", "--reason", "blindly").code())
          .isEqualTo(Exit.USAGE);
      assertThat(service.run("jobs", verdict, JOB, DIGEST).code()).isEqualTo(Exit.USAGE);
      assertThat(service.asked()).hasSize(asked);
    }
  }

  @Test
  void an_emergency_carries_its_reason_and_its_end() {
    service.answering("POST /jobs/" + JOB + "/break-glass", 202, job("STAGED", ""));
    Ran ran =
        service.run("jobs", "break-glass", JOB, "--reason", "site down", "--valid-for", "PT30M");
    assertThat(ran.code()).isEqualTo(Exit.YES);
    assertThat(service.asked().getLast())
        .contains("\"reason\":\"site down\"", "\"validFor\":\"PT30M\"");
    assertThat(service.run("jobs", "break-glass", JOB).code()).isEqualTo(Exit.USAGE);
  }

  @Test
  void wrong_input_is_told_field_by_field() {
    service.answering(
        "POST /jobs",
        400,
        """
        {"title":"The body is not valid","status":400,"code":"invalid-request","detail":"1 fault",
         "violations":[{"pointer":"/soak","code":"malformed","message":"must be a duration"}]}\
        """);
    Ran ran =
        service.run("jobs", "create", "core-1.fra", JOB, "--reason", "PSIRT", "--soak", "long");
    assertThat(ran.code()).isEqualTo(Exit.REFUSED);
    assertThat(ran.err()).contains("/soak: must be a duration");
  }

  @Test
  void an_order_carries_what_was_typed_in_the_words_of_the_contract() {
    service.answering("POST /jobs", 201, job("QUEUED", ""));
    Ran ran =
        service.run(
            "jobs",
            "create",
            "core-1.fra",
            JOB,
            "--reason=PSIRT",
            "--workflow=one-step",
            "--acknowledge-no-rollback",
            "--on-failure=hold",
            "--ref=servicenow:CHG0030001",
            "--idempotency-key=CHG0030001");
    assertThat(ran.code()).isEqualTo(Exit.YES);
    String asked = service.asked().getFirst();
    assertThat(asked).startsWith("POST /jobs [CHG0030001] ");
    assertThat(Json.MAPPER.readTree(asked.substring(asked.indexOf('{'))))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"device":"core-1.fra","image":"%s","reason":"PSIRT","workflow":"ONE_STEP",
                 "onFailure":"HOLD","acknowledgeNoRollback":true,
                 "externalRefs":[{"system":"servicenow","key":"CHG0030001"}]}\
                """
                    .formatted(JOB)));
  }

  @Test
  void an_order_whose_answer_was_lost_is_sent_again_with_the_same_key() {
    service.hangingUp("POST /jobs").answering("POST /jobs", 201, job("QUEUED", ""));
    assertThat(service.run("jobs", "create", "core-1.fra", JOB, "--reason=PSIRT").code())
        .isEqualTo(Exit.YES);
    assertThat(service.asked()).hasSize(2);
    assertThat(service.asked().get(0)).isEqualTo(service.asked().get(1));
  }

  @Test
  void an_upgrade_is_watched_to_its_end_though_the_stream_breaks_off() {
    service
        .answering("GET /events?job=" + JOB, 200, event(7))
        .answering("GET /events?job=" + JOB, 200, event(8))
        .answering("GET /jobs/" + JOB, 200, job("SOAKING", ""))
        .answering("GET /jobs/" + JOB, 200, job("COMMITTING", ""))
        .answering("GET /jobs/" + JOB, 200, job("SUCCEEDED", ""));
    Ran ran = service.run("jobs", "watch", JOB);
    assertThat(ran.code()).isEqualTo(Exit.YES);
    assertThat(ran.out().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "2026-12-01T01:04:10Z core-1.fra SOAKING 63% SOAK",
            "2026-12-01T01:04:10Z core-1.fra COMMITTING 63% SOAK",
            "2026-12-01T01:04:10Z core-1.fra SUCCEEDED 63% SOAK");
  }

  @Test
  void the_stream_is_taken_up_behind_the_last_event() {
    service
        .answering("GET /events?job=" + JOB, 200, event(41))
        .answering("GET /events?job=" + JOB, 403, "{\"title\":\"no\",\"code\":\"forbidden\"}");
    Ran ran = service.run("events", "--job", JOB, "--follow", "-o", "json");
    assertThat(ran.out()).isEqualToIgnoringNewLines("{\"id\":41,\"job\":\"" + JOB + "\"}");
    assertThat(service.asked())
        .containsExactly("GET /events?job=" + JOB, "GET /events?job=" + JOB + " [41]");
    assertThat(ran.code()).isEqualTo(Exit.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NEEDS_OPERATOR", "FAILED"})
  void a_watch_ends_with_no_where_a_person_is_needed(String state) {
    String outcome =
        """
        ,"outcome":{"code":"standby-never-reached-sso","summary":"the standby is in cold-bulk",
          "evidence":["peer state = in progress to standby cold-bulk"],"guide":["1. Look at the console"]}\
        """;
    service
        .answering("GET /events?job=" + JOB, 200, "")
        .answering("GET /jobs/" + JOB, 200, job(state, outcome));
    Ran ran = service.run("jobs", "watch", JOB);
    assertThat(ran.code()).isEqualTo(Exit.NO);
    assertThat(ran.out())
        .contains("standby-never-reached-sso")
        .contains("| peer state = in progress to standby cold-bulk")
        .contains("1. Look at the console");
  }

  @Test
  void a_device_that_is_not_ready_ends_with_no_and_shows_the_switchs_own_lines() {
    service
        .answering(
            "GET /devices?name=core-1.fra&limit=2", 200, "{\"items\":[{\"id\":\"" + JOB + "\"}]}")
        .answering(
            "POST /devices/" + JOB + "/readiness", 202, "{\"id\":\"r\",\"state\":\"RUNNING\"}")
        .answering("GET /readiness-runs/r", 200, "{\"id\":\"r\",\"state\":\"RUNNING\"}")
        .answering(
            "GET /readiness-runs/r",
            200,
            """
            {"id":"r","state":"DONE","deviceName":"core-1.fra","verdict":"NOT_READY","checks":[
              {"id":"sso-mode","result":"PASS","summary":"sso"},
              {"id":"auto-boot","result":"FAIL","summary":"unit 2 boots by hand","command":"show boot system",
               "evidence":["Manual Boot = yes"]}]}\
            """);
    Ran ran = service.run("readiness", "core-1.fra");
    assertThat(ran.code()).isEqualTo(Exit.NO);
    assertThat(ran.out())
        .contains("auto-boot, by 'show boot system':")
        .contains("    Manual Boot = yes")
        .contains("core-1.fra: NOT_READY");
  }

  @Test
  void what_a_switch_printed_can_not_steer_the_terminal() {
    service.answering(
        "GET /jobs/" + JOB,
        200,
        job("FAILED", ",\"outcome\":{\"code\":\"x\",\"evidence\":[\"\\u001b[2Jcleared\\u202e\"]}"));
    assertThat(service.run("jobs", "show", JOB).out())
        .contains("| ·[2Jcleared·")
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jobs commit x",
        "jobs create core-1.fra",
        "jobs watch",
        "readiness",
        "events",
        "nonsense",
        "devices list --sight FRA"
      })
  void a_command_line_that_is_wrong_asks_nothing_of_the_service(String line) {
    Ran ran = service.run(line.split(" "));
    assertThat(ran.code()).isEqualTo(Exit.USAGE);
    assertThat(ran.err()).isNotBlank();
    assertThat(service.asked()).isEmpty();
  }

  @Test
  void who_does_not_answer_like_hitless_is_not_taken_for_it() {
    service.answering("GET /jobs/" + JOB, 502, "<html>Bad gateway</html>");
    Ran ran = service.run("jobs", "show", JOB);
    assertThat(ran.code()).isEqualTo(Exit.UNAVAILABLE);
    assertThat(ran.err()).contains("answered 502, and not as Hitless does");
  }

  @Test
  void nobody_there_is_told_as_such() {
    Ran ran = service.run(Map.of("HITLESS_URL", "http://127.0.0.1:1"), "jobs", "show", JOB);
    assertThat(ran.code()).isEqualTo(Exit.UNAVAILABLE);
    assertThat(ran.err()).contains("no answer from http://127.0.0.1:1");
  }

  @Test
  void a_shell_can_complete_commands() {
    Ran ran = service.run("generate-completion");
    assertThat(ran.code()).isEqualTo(Exit.YES);
    assertThat(ran.out()).contains("_complete_hitless").contains("take-over");
  }
}
