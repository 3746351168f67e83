package io.hitless.api.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class WaiverControllerTest {
  @LocalServerPort int port;
  Caller caller;
  String path;

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
    path = "/api/v1/devices/" + caller.device() + "/waivers";
  }

  @Test
  void a_waiver_is_recorded_listed_and_taken_back() {
    var granted = caller.post(path, Map.of("check", "upgrade-path", "reason", "TAC case 4711"));

    assertThat(granted.status()).as(granted.body()).isEqualTo(201);
    assertThat(granted.text("/author")).isNotEmpty();
    assertThat(granted.header("ETag")).isEqualTo("\"1\"");
    assertThat(caller.get(path).all("/items", "id")).containsExactly(granted.text("/id"));
    String one = granted.header("Location");
    assertThat(caller.delete(one).status()).isEqualTo(428);
    assertThat(caller.delete(one, "If-Match", "\"2\"").status()).isEqualTo(412);
    assertThat(caller.delete(one, "If-Match", "\"1\"").status()).isEqualTo(204);
    assertThat(caller.delete(one, "If-Match", "\"1\"").status()).isEqualTo(404);
    assertThat(caller.get(path).json().at("/items")).isEmpty();
  }

  @Test
  void waivers_are_paged() {
    for (String check : new String[] {"upgrade-path", "auto-boot", "same-device"}) {
      Caller.created(caller.post(path, Map.of("check", check, "reason", "seen")));
    }
    var first = caller.get(path + "?limit=2");
    var rest = caller.get(path + "?limit=2&cursor=" + first.text("/nextCursor"));
    assertThat(first.all("/items", "check")).containsExactly("upgrade-path", "auto-boot");
    assertThat(rest.all("/items", "check")).containsExactly("same-device");
    assertThat(rest.json().at("/nextCursor").isNull()).isTrue();
    assertThat(caller.get(path + "?cursor=x").code()).isEqualTo("unknown-cursor");
  }

  @Test
  void nothing_is_stored_when_it_is_only_validated() {
    var shown =
        caller.post(path + "?validateOnly=true", Map.of("check", "upgrade-path", "reason", "seen"));
    assertThat(shown.status()).isEqualTo(200);
    assertThat(caller.get(path).json().at("/items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'reason':'x'}; /check; required",
        "{'check':'upgrade-path'}; /reason; required",
        "{'check':'upgrade-path','reason':' '}; /reason; malformed-sentence",
        "{'check':'sso-mode','reason':'x'}; /check; check-not-waivable",
        "{'check':'no-such-check','reason':'x'}; /check; unknown-check",
        "{'check':'a b','reason':'x'}; /check; malformed-system",
        "{'check':'upgrade-path','reason':'x','validFor':'P31D'}; /validFor; out-of-range",
        "{'check':'upgrade-path','reason':'x','image':'0193d5e2-7c1a-7b3e-9f00-5a1c2e3d4f50'}; /image; unknown-image",
        "{'check':'upgrade-path','reason':'x','by':'me'}; /by; unknown-field"
      })
  void a_bad_waiver_is_pointed_at(String body, String pointer, String code) {
    var answer = caller.post(path, body.replace('\'', '"'));

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.pointers()).containsExactly(pointer);
    assertThat(answer.violationCodes()).containsExactly(code);
  }

  @Test
  void a_device_that_is_not_there_has_none() {
    String nobody = "/api/v1/devices/" + UUID.randomUUID() + "/waivers";
    assertThat(caller.get(nobody).status()).isEqualTo(404);
    assertThat(caller.post(nobody, Map.of("check", "upgrade-path", "reason", "seen")).status())
        .isEqualTo(404);
  }
}
