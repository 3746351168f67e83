package io.hitless.api.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class ReadinessControllerTest {
  @LocalServerPort int port;
  Caller caller;

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  @Test
  void a_run_is_begun_and_found_by_its_location() {
    String device = caller.device();
    String image = caller.image();

    var answer = caller.post("/api/v1/devices/" + device + "/readiness", Map.of("image", image));

    assertThat(answer.status()).isEqualTo(202);
    var run = caller.get(answer.header("Location"));
    assertThat(run.status()).isEqualTo(200);
    assertThat(run.text("/deviceId")).isEqualTo(device);
    assertThat(run.text("/imageId")).isEqualTo(image);
    assertThat(run.text("/state")).isEqualTo("RUNNING");
    assertThat(run.json().at("/verdict").isNull()).isTrue();
    assertThat(run.json().at("/expiresAt").isNull()).isTrue();
  }

  @Test
  void a_run_may_be_asked_for_without_an_image() {
    var answer = caller.post("/api/v1/devices/" + caller.device() + "/readiness", Map.of());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().at("/imageId").isNull()).isTrue();
  }

  @Test
  void an_unknown_device_is_not_found_and_an_unknown_image_is_pointed_at() {
    String nobody = UUID.randomUUID().toString();

    assertThat(caller.post("/api/v1/devices/" + nobody + "/readiness", Map.of()).status())
        .isEqualTo(404);
    var answer =
        caller.post("/api/v1/devices/" + caller.device() + "/readiness", Map.of("image", nobody));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.pointers()).containsExactly("/image");
    assertThat(answer.violationCodes()).containsExactly("unknown-image");
  }

  private Map<String, Object> site(String site, int devices) {
    for (int i = 0; i < devices; i++) {
      var form = caller.deviceForm(caller.credential());
      form.put("site", site);
      Caller.created(caller.post("/api/v1/devices", form));
    }
    return Map.of("targets", Map.of("sites", List.of(site)));
  }

  @Test
  void a_run_over_many_devices_is_begun_listed_and_has_a_result_a_device() {
    var begun = caller.post("/api/v1/readiness-runs", site("Site A", 3));

    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    var run = caller.get(begun.header("Location"));
    assertThat(run.text("/state")).isEqualTo("RUNNING");
    assertThat(run.json().at("/deviceId").isNull()).isTrue();
    assertThat(run.json().at("/fleet/progress/devices").intValue()).isEqualTo(3);
    assertThat(run.json().at("/fleet/progress/done").intValue()).isZero();
    assertThat(run.text("/fleet/targets/sites/0")).isEqualTo("Site A");
    var first = caller.get(begun.header("Location") + "/results?limit=2");
    var second =
        caller.get(
            begun.header("Location") + "/results?limit=2&cursor=" + first.text("/nextCursor"));
    assertThat(first.all("/items", "deviceName")).hasSize(2).doesNotContain("");
    assertThat(second.all("/items", "fleetId")).containsExactly(run.text("/id"));
    assertThat(second.json().at("/nextCursor").isNull()).isTrue();
    assertThat(caller.get(begun.header("Location") + "/results?verdict=READY").json().at("/items"))
        .isEmpty();
    assertThat(caller.get("/api/v1/readiness-runs?limit=500").all("/items", "id"))
        .contains(run.text("/id"));
  }

  @Test
  void a_run_over_many_devices_is_a_table_for_spreadsheets() {
    var begun = caller.post("/api/v1/readiness-runs", site("Site B", 2));

    var table = caller.get(begun.header("Location") + "/export");

    assertThat(table.header("Content-Type")).startsWith("text/csv");
    assertThat(table.header("Content-Disposition")).contains("attachment", ".csv");
    assertThat(table.body().split("\r\n"))
        .hasSize(3)
        .satisfies(rows -> assertThat(rows[0]).startsWith("device,deviceId,site,state,verdict"))
        .satisfies(rows -> assertThat(rows[1]).contains(",Site B,RUNNING,"));
  }

  @Test
  void what_would_be_begun_is_shown_and_not_begun() {
    var form = site("Site C", 1);
    var shown = caller.post("/api/v1/readiness-runs?validateOnly=true", form);

    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.json().at("/fleet/progress/devices").intValue()).isEqualTo(1);
    assertThat(caller.get("/api/v1/readiness-runs/" + shown.text("/id")).status()).isEqualTo(404);
  }

  @Test
  void a_request_sent_twice_begins_one_run() {
    var form = site("Site D", 1);
    String key = UUID.randomUUID().toString();
    var first = caller.post("/api/v1/readiness-runs", form, "Idempotency-Key", key);
    var again = caller.post("/api/v1/readiness-runs", form, "Idempotency-Key", key);

    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{}; /targets; required",
        "{'targets':{}}; /targets; required",
        "{'targets':{'all':false}}; /targets; required",
        "{'targets':{'all':true,'sites':['x']}}; /targets/all; contradiction",
        "{'targets':{'sites':['nowhere at all']}}; /targets; no-device-meant",
        "{'targets':{'devices':['nobody-of-this-name']}}; /targets/devices; unknown-device",
        "{'targets':{'devices':['a b']}}; /targets/devices/0; malformed-id-or-name",
        "{'targets':{'sites':['a','a']}}; /targets/sites/1; duplicate",
        "{'targets':{'sites':'a'}}; /targets/sites; wrong-type",
        "{'targets':{'platforms':['C6500']}}; /targets/platforms/0; unknown-word",
        "{'targets':{'site':['a']}}; /targets/site; unknown-field",
        "{'targets':{'sites':['a']},'atOnce':0}; /atOnce; out-of-range",
        "{'targets':{'sites':['a']},'image':'x'}; /image; malformed-id",
        "{'targets':{'all':true},'image':'0193d5e2-7c1a-7b3e-9f00-5a1c2e3d4f50'}; /image; unknown-image"
      })
  void bad_targets_are_pointed_at(String body, String pointer, String code) {
    var answer = caller.post("/api/v1/readiness-runs", body.replace('\'', '"'));

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.pointers()).containsExactly(pointer);
    assertThat(answer.violationCodes()).containsExactly(code);
  }

  @Test
  void results_are_those_of_a_run_over_many_devices_only() {
    var single = caller.post("/api/v1/devices/" + caller.device() + "/readiness", Map.of());

    assertThat(caller.get(single.header("Location") + "/results").status()).isEqualTo(404);
    assertThat(caller.get(single.header("Location") + "/export").status()).isEqualTo(404);
    assertThat(caller.get("/api/v1/readiness-runs?cursor=nonsense").code())
        .isEqualTo("unknown-cursor");
    assertThat(caller.get("/api/v1/readiness-runs/nothing/results").status()).isEqualTo(404);
  }
}
