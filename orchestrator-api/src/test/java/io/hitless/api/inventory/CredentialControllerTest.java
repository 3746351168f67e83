package io.hitless.api.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class CredentialControllerTest {
  @LocalServerPort int port;
  Caller caller;

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  @Test
  void secrets_go_in_and_never_come_out_not_even_in_the_log(CapturedOutput log) {
    String name = Caller.unique("noc");
    var form =
        Map.of(
            "name", name, "username", "issu", "password", "canary-1", "enableSecret", "canary-2");

    var created = caller.post("/api/v1/credentials", form);
    var shown = caller.get("/api/v1/credentials/" + name);
    var listed = caller.get("/api/v1/credentials?limit=500");
    var wrong =
        caller.post(
            "/api/v1/credentials", Map.of("name", name, "password", "canary-3\n", "usrname", "x"));

    assertThat(created.status()).isEqualTo(201);
    assertThat(shown.json().at("/hasPassword").booleanValue()).isTrue();
    assertThat(shown.json().at("/hasEnableSecret").booleanValue()).isTrue();
    assertThat(shown.json().at("/hasPrivateKey").booleanValue()).isFalse();
    assertThat(wrong.status()).isEqualTo(400);
    for (var answer : new io.hitless.api.testing.Answer[] {created, shown, listed, wrong}) {
      assertThat(answer.body()).doesNotContain("canary");
    }
    assertThat(log.getAll()).doesNotContain("canary");
  }

  @Test
  void a_replaced_login_has_a_new_version() {
    String name = caller.credential();
    String etag = caller.get("/api/v1/credentials/" + name).header("ETag");
    var form = Map.of("name", name, "username", "other", "password", "x");

    var replaced = caller.put("/api/v1/credentials/" + name, form, "If-Match", etag);

    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.text("/username")).isEqualTo("other");
    assertThat(replaced.header("ETag")).isNotEqualTo(etag);
    assertThat(caller.put("/api/v1/credentials/" + name, form, "If-Match", etag).status())
        .isEqualTo(412);
    assertThat(caller.put("/api/v1/credentials/" + name, form).status()).isEqualTo(428);
  }

  @Test
  void a_login_is_not_renamed_by_replacing_it() {
    String name = caller.credential();
    String etag = caller.get("/api/v1/credentials/" + name).header("ETag");

    var answer =
        caller.put(
            "/api/v1/credentials/" + name,
            Map.of("name", "other", "username", "issu", "password", "x"),
            "If-Match",
            etag);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.violationCodes()).containsExactly("immutable");
  }

  @Test
  void a_login_that_a_device_uses_is_not_forgotten() {
    String name = caller.credential();
    Caller.created(caller.post("/api/v1/devices", caller.deviceForm(name)));
    String etag = caller.get("/api/v1/credentials/" + name).header("ETag");

    var answer = caller.delete("/api/v1/credentials/" + name, "If-Match", etag);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("still-in-use");
  }

  @Test
  void a_login_that_nobody_uses_is_forgotten() {
    String name = caller.credential();
    String etag = caller.get("/api/v1/credentials/" + name).header("ETag");

    assertThat(caller.delete("/api/v1/credentials/" + name, "If-Match", etag).status())
        .isEqualTo(204);
    assertThat(caller.get("/api/v1/credentials/" + name).status()).isEqualTo(404);
  }

  @Test
  void a_name_is_given_once() {
    String name = caller.credential();
    var form = Map.of("name", name, "username", "issu", "password", "x");

    assertThat(caller.post("/api/v1/credentials", form).code()).isEqualTo("name-taken");
    assertThat(caller.post("/api/v1/credentials?validateOnly=true", form).code())
        .isEqualTo("name-taken");
  }

  @Test
  void a_secret_kept_elsewhere_is_named_and_only_where_such_secrets_may_be() {
    for (String where :
        new String[] {"PATH", "hitless_secret_x", "/etc/passwd", "HITLESS_MASTER_KEY"}) {
      var env =
          Map.of(
              "name", Caller.unique("noc"), "username", "issu", "password", where, "source", "ENV");
      assertThat(caller.post("/api/v1/credentials", env).pointers()).containsExactly("/password");
    }
    for (String where : new String[] {"/etc/passwd", "../master.key", "a/../../b", "a b"}) {
      var file =
          Map.of(
              "name",
              Caller.unique("noc"),
              "username",
              "issu",
              "password",
              where,
              "source",
              "FILE");
      assertThat(caller.post("/api/v1/credentials", file).pointers()).containsExactly("/password");
    }
    var right =
        Map.of(
            "name",
            Caller.unique("noc"),
            "username",
            "issu",
            "password",
            "HITLESS_SECRET_NOC",
            "source",
            "ENV");
    assertThat(caller.post("/api/v1/credentials", right).status()).isEqualTo(201);
  }
}
