package io.hitless.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.access.ApiKey;
import io.hitless.access.ApiKeyId;
import io.hitless.access.ApiKeys;
import io.hitless.access.KeyText;
import io.hitless.access.Role;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import io.hitless.page.TimeOrderedIds;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class AccessTest {
  @LocalServerPort int port;
  @Autowired ApiKeys keys;
  @Autowired TimeOrderedIds ids;
  @Autowired InstantSource clock;
  Caller admin;

  @BeforeEach
  void call() {
    admin = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  private ApiKey kept(KeyText text, Role role, Optional<Instant> expires) {
    var key =
        new ApiKey(
            new ApiKeyId(ids.next()),
            text.prefix(),
            text.sha256(),
            role.name(),
            role,
            clock.instant(),
            expires,
            Optional.empty(),
            Optional.empty());
    assertThat(keys.add(key)).isTrue();
    return key;
  }

  private Caller caller(Role role) {
    KeyText text = KeyText.random(new SecureRandom());
    kept(text, role, Optional.empty());
    return admin.as(text.reveal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/devices", "/api/v1/credentials", "/api/v1/jobs", "/api/v1/events",
        "/api/v1/nothing", "/actuator/prometheus", "/actuator/env", "/nothing"
      })
  void a_stranger_is_asked_for_a_key(String path) {
    var answer = admin.stranger().get(path);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/health/liveness",
        "/actuator/health/readiness",
        "/v3/api-docs",
        "/swagger-ui/index.html"
      })
  void what_holds_no_data_is_open(String path) {
    assertThat(admin.stranger().get(path).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic dTpw", "wrong", "Bearer a b"})
  void a_key_that_does_not_count_is_refused_even_where_none_is_needed(String header) {
    for (String path : new String[] {"/api/v1/devices", "/actuator/health/liveness"}) {
      assertThat(admin.stranger().get(path, "Authorization", header).status()).isEqualTo(401);
    }
  }

  @Test
  void an_expired_key_is_refused() {
    KeyText text = KeyText.random(new SecureRandom());
    kept(text, Role.ADMIN, Optional.of(clock.instant().minusSeconds(1)));

    assertThat(admin.as(text.reveal()).get("/api/v1/devices").status()).isEqualTo(401);
  }

  @Test
  void a_revoked_key_is_refused() {
    KeyText text = KeyText.random(new SecureRandom());
    ApiKey key = kept(text, Role.ADMIN, Optional.empty());
    assertThat(admin.as(text.reveal()).get("/api/v1/devices").status()).isEqualTo(200);

    keys.revoke(key.id(), 1, new ApiKey.Revocation(clock.instant(), "noc", "laptop lost"));

    assertThat(admin.as(text.reveal()).get("/api/v1/devices").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "VIEWER,   GET,  /api/v1/devices,     200",
    "VIEWER,   GET,  /api/v1/credentials, 200",
    "VIEWER,   GET,  /actuator/prometheus, 200",
    "VIEWER,   POST, /api/v1/devices,     403",
    "VIEWER,   POST, /api/v1/images,      403",
    "VIEWER,   POST, /api/v1/jobs,        403",
    "VIEWER,   POST, /api/v1/jobs/x/abort, 403",
    "VIEWER,   POST, /api/v1/devices/x/readiness, 403",
    "VIEWER,   POST, /api/v1/credentials, 403",
    "OPERATOR, GET,  /api/v1/jobs,        200",
    "OPERATOR, POST, /api/v1/devices,     400",
    "OPERATOR, POST, /api/v1/images,      400",
    "OPERATOR, POST, /api/v1/jobs,        400",
    "OPERATOR, POST, /api/v1/credentials, 403",
    "OPERATOR, PUT,  /api/v1/credentials/x, 403",
    "OPERATOR, DELETE, /api/v1/credentials/x, 403",
    "APPROVER, GET,  /api/v1/jobs,        200",
    "APPROVER, POST, /api/v1/jobs,        403",
    "VIEWER,   POST, /api/v1/readiness-runs, 403",
    "OPERATOR, POST, /api/v1/readiness-runs, 400",
    "APPROVER, POST, /api/v1/readiness-runs, 403",
    "OPERATOR, POST, /api/v1/devices/x/waivers, 403",
    "OPERATOR, DELETE, /api/v1/devices/x/waivers/y, 403",
    "APPROVER, POST, /api/v1/devices/x/waivers, 404",
    "APPROVER, DELETE, /api/v1/devices/x/waivers/y, 404",
    "ADMIN,    POST, /api/v1/devices/x/waivers, 404",
    "ADMIN,    POST, /api/v1/credentials, 400",
    "ADMIN,    POST, /api/v1/jobs,        400",
  })
  void a_role_may_do_what_its_rights_say(Role role, String method, String path, int status) {
    var answer = caller(role).json(method, path, Map.of(), "Idempotency-Key", Caller.unique("k"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    if (status == 403) {
      assertThat(answer.code()).isEqualTo("forbidden");
    }
  }

  @Test
  void answers_carry_the_headers_that_keep_browsers_from_harm() {
    var answer = admin.get("/api/v1/devices", "Origin", "https://elsewhere.example");

    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.header("Set-Cookie")).isEmpty();
    assertThat(answer.header("Server")).isEmpty();
  }

  @Test
  void a_trace_parent_of_the_caller_is_the_trace_id_of_the_problem() {
    var answer =
        admin.get(
            "/api/v1/devices/nobody",
            "traceparent",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    assertThat(answer.text("/traceId")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
  }
}
