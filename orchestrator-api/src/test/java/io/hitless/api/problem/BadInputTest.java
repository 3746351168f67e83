package io.hitless.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Answer;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class BadInputTest {
  private static final String KEY = "SHA256:uNiVztksCsDhcc0u9e8BrVJCWvgxU6jRz7Yc1aB5yqk";

  @LocalServerPort int port;
  Caller caller;

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  static void isProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().at("/status").intValue()).isEqualTo(status);
    assertThat(answer.text("/type")).isEqualTo("urn:hitless:problem:" + code);
    assertThat(answer.text("/title")).isNotEmpty();
    assertThat(answer.text("/detail")).isNotEmpty();
    assertThat(answer.text("/traceId")).matches("[0-9a-f]{32}");
    assertThat(answer.body())
        .doesNotContain("java.", "Exception", "org.springframework", "SELECT", "\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /api/v1/nothing,                    404, not-found",
    "GET,    /api/v1/devices/nonsense,           404, not-found",
    "GET,    /api/v1/devices/1-1-1-1-1,          404, not-found",
    "GET,    /api/v1/devices/0193d5e2-7c1a-7b3e-9f00-5a1c2e3d4f50, 404, not-found",
    "GET,    /api/v1/images/nonsense,            404, not-found",
    "GET,    /api/v1/jobs/nonsense,              404, not-found",
    "GET,    /api/v1/jobs/nonsense/events,       404, not-found",
    "GET,    /api/v1/jobs/nonsense/plan,         404, not-found",
    "GET,    /api/v1/readiness-runs/nonsense,    404, not-found",
    "GET,    /api/v1/readiness-runs/nonsense/results, 404, not-found",
    "GET,    /api/v1/readiness-runs/nonsense/export, 404, not-found",
    "GET,    /api/v1/readiness-runs?limit=0,     400, invalid-parameter",
    "GET,    /api/v1/readiness-runs?site=FRA,    400, unknown-parameter",
    "DELETE, /api/v1/readiness-runs,             405, method-not-allowed",
    "GET,    /api/v1/jobs/nonsense/evidence,     404, not-found",
    "GET,    /api/v1/jobs/0193d5e2-7c1a-7b3e-9f00-5a1c2e3d4f50/evidence, 404, not-found",
    "GET,    /api/v1/devices/nonsense/waivers,   404, not-found",
    "DELETE, /api/v1/devices/0193d5e2-7c1a-7b3e-9f00-5a1c2e3d4f50/waivers/x, 404, not-found",
    "GET,    /api/v1/credentials/nobody,         404, not-found",
    "GET,    /api/v1/events?job=nonsense,        404, not-found",
    "DELETE, /api/v1/jobs,                       405, method-not-allowed",
    "PUT,    /api/v1/devices,                    405, method-not-allowed",
    "TRACE,  /api/v1/devices,                    405, method-not-allowed",
    "GET,    /api/v1/devices?limit=0,            400, invalid-parameter",
    "GET,    /api/v1/devices?limit=501,          400, invalid-parameter",
    "GET,    /api/v1/devices?limit=ten,          400, invalid-parameter",
    "GET,    /api/v1/devices?limit=-1,           400, invalid-parameter",
    "GET,    /api/v1/devices?limit=99999999999,  400, invalid-parameter",
    "GET,    /api/v1/devices?limit=1&limit=2,    400, invalid-parameter",
    "GET,    /api/v1/devices?cursor=,            400, invalid-parameter",
    "GET,    /api/v1/devices?cursor=nonsense,    400, unknown-cursor",
    "GET,    /api/v1/jobs?cursor=nonsense,       400, unknown-cursor",
    "GET,    /api/v1/images?cursor=nonsense,     400, unknown-cursor",
    "GET,    /api/v1/devices?platform=NEXUS,     400, invalid-parameter",
    "GET,    /api/v1/devices?sites=FRA,          400, unknown-parameter",
    "GET,    /api/v1/jobs?state=BROKEN,          400, invalid-parameter",
    "GET,    /api/v1/jobs?createdAfter=tomorrow, 400, invalid-parameter",
    "GET,    /api/v1/jobs?createdAfter=2026-12-01T01:00:00+01:00, 400, invalid-parameter",
    "GET,    /api/v1/jobs?externalRef=CHG1,      400, invalid-parameter",
    "GET,    /api/v1/jobs?device=nobody,         400, invalid-parameter",
    "GET,    /api/v1/jobs?campaign=x,            400, unknown-parameter",
    "GET,    /api/v1//devices,                   400, bad-request",
    "GET,    /api/v1/devices;a=b,                400, bad-request",
    "GET,    /actuator/env,                      404, not-found",
    "GET,    /actuator/heapdump,                 404, not-found",
    "GET,    /error,                             404, not-found",
  })
  void a_request_that_cannot_be_meant_is_a_problem(
      String method, String path, int status, String code) {
    isProblem(caller.send(method, path, null), status, code);
  }

  @Test
  void what_tomcat_itself_refuses_is_a_problem_too() {
    var answer = caller.get("/api/v1/devices/%00");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.code()).isEqualTo("bad-request");
  }

  @Test
  void a_method_that_is_not_allowed_names_those_that_are() {
    assertThat(caller.send("PUT", "/api/v1/devices", null).header("Allow")).isEqualTo("GET, POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/yaml", "application/x+json", "text/plain", "text/xml", "nonsense"})
  void a_form_is_read_from_json_only(String type) {
    isProblem(
        caller.post("/api/v1/devices", "{\"name\":\"x\"}", "Content-Type", type),
        415,
        "unsupported-media-type");
  }

  @Test
  void an_answer_in_a_form_that_we_do_not_speak_is_refused() {
    isProblem(caller.get("/api/v1/devices", "Accept", "application/xml"), 406, "not-acceptable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"name\":}",
        "nonsense",
        "{'name':'x'}",
        "{\"name\":\"x\",}",
        "{\"name\":\"x\"} {}",
        "{\"name\":\"x\",\"name\":\"y\"}",
        "{\"port\":022}",
        "{\"port\":NaN}",
        "// a\n{}",
        "\"\u0001\""
      })
  void a_body_that_is_not_strict_json_is_refused_with_the_place(String body) {
    var answer = caller.post("/api/v1/devices", body);

    isProblem(answer, 400, "malformed-json");
    assertThat(answer.text("/detail")).contains("line ");
  }

  @Test
  void a_body_nested_deeper_than_anybody_means_is_refused() {
    var answer = caller.post("/api/v1/devices", "[".repeat(10_000));

    isProblem(answer, 400, "malformed-json");
    assertThat(answer.text("/detail")).contains("nested deeper");
  }

  @Test
  void a_malformed_body_is_not_quoted_since_it_may_hold_a_secret() {
    var answer =
        caller.post("/api/v1/credentials", "{\"password\":\"hunter2\" \"username\":\"x\"}");

    isProblem(answer, 400, "malformed-json");
    assertThat(answer.body()).doesNotContain("hunter2");
  }

  @Test
  void a_missing_body_is_asked_for() {
    isProblem(caller.send("POST", "/api/v1/devices", null), 400, "body-required");
    isProblem(caller.post("/api/v1/devices", ""), 400, "body-required");
  }

  @Test
  void a_body_of_another_shape_is_refused() {
    var answer = caller.post("/api/v1/devices", "[]");

    isProblem(answer, 400, "invalid-request");
    assertThat(answer.pointers()).containsExactly("");
  }

  @Test
  void a_body_larger_than_the_limit_is_refused() {
    isProblem(
        caller.post("/api/v1/devices", "{\"name\":\"" + "x".repeat(70_000) + "\"}"),
        413,
        "body-too-large");
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    var answer =
        caller.post(
            "/api/v1/devices",
            """
            {"adress":"192.0.2.1","port":"22","credential":7,"sshProfile":"Modern",
             "hostKeyPolicy":null,"tags":["ok","not\\nok",5,null],"site":"","hostKeys":"SHA256:x"}
            """);

    isProblem(answer, 400, "invalid-request");
    assertThat(answer.pointers())
        .containsExactlyInAnyOrder(
            "/adress",
            "/name",
            "/address",
            "/port",
            "/credential",
            "/sshProfile",
            "/tags/1",
            "/tags/2",
            "/tags/3",
            "/site",
            "/hostKeys");
    assertThat(answer.text("/detail")).contains("and 10 more");
  }

  @Test
  void a_word_that_is_not_in_an_enum_is_answered_with_those_that_are() {
    var form = form("device", "sshProfile", "MODERNE");

    var answer = caller.post("/api/v1/devices", form);

    assertThat(answer.violationCodes()).contains("unknown-word");
    assertThat(answer.body()).contains("must be one of MODERN, LEGACY");
  }

  static Stream<Arguments> fields() {
    var rows = new ArrayList<Arguments>();
    row(
        rows,
        "device",
        "name",
        "",
        " ",
        "a b",
        "-a",
        "a|b",
        "a\nb",
        "a".repeat(64),
        "ä",
        "a;b",
        "0193d5e2-7c1a-7b3e-9f00-5a1c2e3d4f50",
        5,
        true,
        List.of(),
        Map.of());
    row(
        rows,
        "device",
        "address",
        "",
        "256.1.1.1",
        "1.2.3",
        "127.1",
        "0x7f.1",
        "1.2.3.4.5",
        "a..b",
        "-a.b",
        "a_b",
        "a b",
        "http://a",
        "a:22",
        "fe80::1%eth0",
        "::g",
        "1.2.3.4\n",
        "a".repeat(64),
        "127.0.0.1",
        "localhost",
        "x.localhost",
        "::1",
        "169.254.1.1",
        "fe80::1",
        "0.0.0.0",
        "::",
        "::ffff:127.0.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "ff02::1",
        5,
        List.of());
    row(rows, "device", "port", 0, -1, 65_536, 99_999_999_999L, 22.0, 22.5, "22", true, List.of());
    row(rows, "device", "credential", "nobody", "", "a b", 5);
    row(rows, "device", "site", "", "a\tb", "a\u0000b", "a\u202eb", " a", "a ", "x".repeat(64), 5);
    row(rows, "device", "role", "", "a|b", "a?b", 5);
    row(rows, "device", "redundancyGroup", "", "a;b", "a\rb", 5);
    row(
        rows,
        "device",
        "tags",
        "dc1",
        5,
        List.of(""),
        List.of("a", "a"),
        List.of(5),
        Stream.iterate(0, i -> i + 1).limit(33).map(i -> "t" + i).toList());
    row(rows, "device", "sshProfile", "OLD", "", 5, true);
    row(rows, "device", "hostKeyPolicy", "ANY", "pinned", 0);
    row(
        rows,
        "device",
        "hostKeys",
        List.of(),
        "x",
        List.of("MD5:aa"),
        List.of("SHA256:short"),
        List.of(KEY + "="),
        List.of(KEY + "a"),
        List.of(KEY.toLowerCase()),
        List.of(KEY, KEY));
    row(
        rows,
        "image",
        "filename",
        "",
        "a.tar",
        "packages.conf",
        "../a.bin",
        "a/b.bin",
        "flash:a.bin",
        "a b.bin",
        "a|b.bin",
        "a\n.bin",
        "a?.bin",
        "a;reload.bin",
        "a..bin",
        "-a.bin",
        "ä.bin",
        "a".repeat(200) + ".bin",
        "a.bin\u0000",
        "$(a).bin",
        "`a`.bin",
        "a\u202e.bin",
        5);
    row(rows, "image", "platform", "", "cat9k", "NXOS", 5);
    row(
        rows,
        "image",
        "version",
        "",
        "16",
        "16.12",
        "latest",
        "v16.12.4",
        "16.12.4 ",
        "17.9.5",
        16.12);
    row(rows, "image", "sizeBytes", 0, -1, 5, "812345678", 1.5e9, 1e30, true, 99_999_999_999_999L);
    row(
        rows,
        "image",
        "md5",
        "",
        "xyz",
        "0f343b0931126a20f133d67c2b018a3",
        5,
        "0f343b0931126a20f133d67c2b018a3g",
        "0f343b0931126a20f133d67c2b018a3b0");
    row(rows, "image", "sha512", "", "ab", "g".repeat(128), "a".repeat(127), "a".repeat(129), 5);
    row(rows, "image", "status", "GOOD", "approved", 1);
    row(
        rows,
        "image",
        "source",
        "ON_DEVICE",
        5,
        List.of(),
        Map.of(),
        Map.of("type", "USB"),
        Map.of("type", "PUSH", "vrf", "Mgmt-vrf"),
        Map.of("type", "ON_DEVICE", "credential", "files"),
        Map.of("type", "PULL", "url", "http://192.0.2.80/a.bin", "vrf", "a b"),
        Map.of("type", "PULL", "url", "tftp://192.0.2.80/a.bin", "credential", "files"),
        Map.of("type", "PULL"),
        pull("http://192.0.2.80/"),
        pull("http://192.0.2.80"),
        pull("file:///etc/passwd"),
        pull("gopher://192.0.2.80/a.bin"),
        pull("http://127.0.0.1/a.bin"),
        pull("http://[::1]/a.bin"),
        pull("http://localhost/a.bin"),
        pull("http://169.254.169.254/latest.bin"),
        pull("http://u:p@192.0.2.80/a.bin"),
        pull("http://192.0.2.80/a.bin?x=1"),
        pull("http://192.0.2.80/a.bin#x"),
        pull("http://192.0.2.80/a b.bin"),
        pull("http://192.0.2.80/a|b.bin"),
        pull("http://192.0.2.80/a\nb.bin"),
        pull("http://192.0.2.80/../a.bin"),
        pull("http://192.0.2.80:99999/a.bin"),
        pull("http:///a.bin"),
        pull("a.bin"),
        pull("http://192.0.2.80/" + "a".repeat(600) + ".bin"),
        pull("http://192.0.2.80/a.conf"),
        Map.of("type", "ON_DEVICE", "url", "http://192.0.2.80/a.bin"),
        Map.of("type", "ON_DEVICE", "uri", "x"));
    row(rows, "credential", "name", "", "a b", "a/b", "a\nb", 5);
    row(rows, "credential", "username", "", "a b", "a\nb", "ä", "a".repeat(65), 5);
    row(rows, "credential", "password", "", "a\nb", "a\rb", "\u0000", "ä", "a".repeat(129), 5);
    row(rows, "credential", "enableSecret", "", "a\nb", "a".repeat(129), 5);
    row(rows, "credential", "privateKey", "", "not a key", "a".repeat(20_000), 5);
    row(rows, "credential", "source", "VAULT", "", 5);
    row(rows, "job", "device", "", "a b", "nobody", 5, "0193d5e2-7c1a-7b3e-9f00-5a1c2e3d4f50");
    row(rows, "job", "image", "", "nonsense", "0193d5e2-7c1a-7b3e-9f00-5a1c2e3d4f50", 5);
    row(rows, "job", "workflow", "TWO_STEP", "three_step", "", 3, "ONE_STEP");
    row(rows, "job", "commit", "LATER", "auto", 5);
    row(
        rows,
        "job",
        "soak",
        "",
        "10m",
        "PT",
        "P",
        "-PT5M",
        "PT-5M",
        "PT5H",
        "P8D",
        "P1Y",
        "600",
        600,
        "PT10M ",
        "pt10m",
        "PT1.5M",
        "PT9999999999S");
    row(rows, "job", "onFailure", "IGNORE", "abort", 5);
    row(
        rows,
        "job",
        "notBefore",
        "",
        "tomorrow",
        "2026-12-01",
        "2026-12-01T01:00:00",
        "2026-12-01T01:00:00+01:00",
        "2026-13-01T01:00:00Z",
        "2026-02-30T01:00:00Z",
        5,
        "+99999-12-01T01:00:00Z",
        "9999-12-01T01:00:00Z");
    row(rows, "job", "window", "0193d5e2-7c1a-7b3e-9f00-5a1c2e3d4f50", "night", "", 5);
    row(rows, "job", "stageOnly", "true", 1, "yes");
    row(rows, "job", "acknowledgeNoRollback", "true", 1);
    row(
        rows,
        "job",
        "externalRefs",
        "CHG1",
        List.of("CHG1"),
        List.of(Map.of("system", "servicenow")),
        List.of(Map.of("system", "Service Now", "key", "CHG1")),
        List.of(Map.of("system", "servicenow", "key", "")),
        List.of(Map.of("system", "servicenow", "key", "a\nb")));
    row(rows, "job", "reason", "", "  ", "a\nb", "a\u202eb", "x".repeat(501), 5);
    return rows.stream();
  }

  private static Map<String, Object> pull(String url) {
    return Map.of("type", "PULL", "url", url);
  }

  private static void row(List<Arguments> rows, String form, String field, Object... values) {
    for (Object value : values) {
      rows.add(Arguments.of(form, field, value));
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void a_wrong_value_is_pointed_at(String kind, String field, Object value) {
    var answer = caller.post(path(kind), form(kind, field, value));

    isProblem(answer, 400, "invalid-request");
    assertThat(answer.pointers())
        .as(answer.body())
        .isNotEmpty()
        .anyMatch(pointer ->
            pointer.equals("/" + field)
                || pointer.startsWith("/" + field + "/")
                || accused(field).equals(pointer));
  }

  /// Where two fields contradict each other, the one that has to give is accused.
  private static String accused(String field) {
    return switch (field) {
      case "workflow" -> "/acknowledgeNoRollback";
      default -> "/" + field;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"device", "image", "credential", "job"})
  void the_form_that_the_wrong_values_are_put_in_is_right_without_them(String kind) {
    var answer = caller.post(path(kind) + "?validateOnly=true", form(kind, "none", null));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"device", "image", "credential", "job"})
  void a_field_that_is_not_known_is_refused(String kind) {
    var answer = caller.post(path(kind), form(kind, "extra/~", "x"));

    isProblem(answer, 400, "invalid-request");
    assertThat(answer.pointers()).containsExactly("/extra~1~0");
    assertThat(answer.violationCodes()).containsExactly("unknown-field");
  }

  @Test
  void a_secret_in_the_place_of_a_name_is_refused_and_not_told_back() {
    for (String secret : List.of("Kx/7f3a9c+9", "S3cretWord", "correct horse battery")) {
      var answer = caller.post(path("credential"), form("credential", secret, "x"));

      isProblem(answer, 400, "invalid-request");
      assertThat(answer.violationCodes()).containsExactly("unknown-field");
      assertThat(answer.pointers()).containsExactly("");
      assertThat(answer.body()).doesNotContain(secret, secret.substring(3));
    }
  }

  private static String path(String kind) {
    return "/api/v1/" + kind + "s";
  }

  private String credential;
  private String device;
  private String image;

  private Map<String, Object> form(String kind, String field, Object value) {
    Map<String, Object> form =
        switch (kind) {
          case "device" -> caller.deviceForm(known().credential);
          case "image" -> caller.imageForm();
          case "credential" ->
              new LinkedHashMap<>(
                  Map.of("name", Caller.unique("noc"), "username", "issu", "password", "secret"));
          default ->
              new LinkedHashMap<>(
                  Map.of("device", known().device, "image", known().image, "reason", "PSIRT"));
        };
    if (value != null) {
      form.put(field, value);
    }
    return form;
  }

  private BadInputTest known() {
    if (credential == null) {
      credential = caller.credential();
      device = Caller.created(caller.post("/api/v1/devices", caller.deviceForm(credential)));
      image = caller.image();
    }
    return this;
  }
}
