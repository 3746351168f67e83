package io.hitless.api.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.api.testing.Answer;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.EventReader;
import io.hitless.api.testing.ServiceTest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServiceTest
@Timeout(60)
class ApiKeyControllerTest {
  private static final String KEYS = "/api/v1/api-keys";

  @LocalServerPort int port;
  @Autowired DataSource database;
  Caller admin;

  @BeforeEach
  void call() {
    admin = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  private static Map<String, Object> form(String role) {
    var form = new LinkedHashMap<String, Object>();
    form.put("name", Caller.unique("robot"));
    form.put("role", role);
    return form;
  }

  private Answer made(Caller by, Map<String, Object> form) {
    Answer answer = by.post(KEYS, form);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer;
  }

  private Caller bearer(Answer made) {
    return admin.as(made.text("/key"));
  }

  private static String path(Answer made) {
    return KEYS + "/" + made.text("/id");
  }

  @Test
  void a_key_is_shown_once_and_opens_what_its_role_may_do() {
    Map<String, Object> form = form("OPERATOR");
    form.put("owner", "Ada Lovelace");
    Answer made = made(admin, form);

    assertThat(made.text("/key")).matches("htl_[A-Za-z0-9_-]{43}").startsWith(made.text("/prefix"));
    assertThat(made.header("ETag")).isEqualTo("\"1\"");
    assertThat(bearer(made).get("/api/v1/jobs").status()).isEqualTo(200);
    assertThat(bearer(made).post("/api/v1/credentials", Map.of()).status()).isEqualTo(403);
    Answer shown = admin.get(path(made));
    assertThat(shown.json().at("/key").isNull()).isTrue();
    assertThat(shown.body()).doesNotContain(made.text("/key"));
    assertThat(shown.text("/owner")).isEqualTo("Ada Lovelace");
    assertThat(shown.text("/createdBy")).isEqualTo("bootstrap");
    assertThat(shown.text("/lastUsedAt")).endsWith("Z");
    assertThat(admin.get(KEYS + "?limit=500").body()).doesNotContain(made.text("/key"));
  }

  @Test
  void the_same_request_sent_again_makes_no_second_key_and_does_not_show_the_first_again() {
    Map<String, Object> form = form("VIEWER");
    String once = UUID.randomUUID().toString();
    Answer first = admin.post(KEYS, form, "Idempotency-Key", once);
    Answer again = admin.post(KEYS, form, "Idempotency-Key", once);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.text("/id")).isEqualTo(first.text("/id"));
    assertThat(again.json().at("/key").isNull()).isTrue();
    List<String> kept =
        JdbcClient.create(database)
            .sql(
                "SELECT row_to_json(t)::text FROM idempotency_key t UNION ALL"
                    + " SELECT row_to_json(k)::text FROM api_key k UNION ALL"
                    + " SELECT row_to_json(e)::text FROM event e")
            .query(String.class)
            .list();
    assertThat(kept).isNotEmpty().noneMatch(row -> row.contains(first.text("/key")));
  }

  @Test
  void only_validating_makes_nothing() {
    Map<String, Object> form = form("VIEWER");
    Answer imagined = admin.post(KEYS + "?validateOnly=true", form);

    assertThat(imagined.status()).isEqualTo(200);
    assertThat(imagined.json().at("/key").isNull()).isTrue();
    made(admin, form);
    assertThat(admin.post(KEYS + "?validateOnly=true", form).code()).isEqualTo("name-taken");
    assertThat(admin.post(KEYS, form).code()).isEqualTo("name-taken");
  }

  @Test
  void a_revoked_key_opens_nothing_and_its_open_stream_ends() throws Exception {
    Answer made = made(admin, form("VIEWER"));
    try (var stream = new EventReader(bearer(made), "/api/v1/events")) {
      assertThat(stream.nextComment()).contains("follows");
      assertThat(admin.delete(path(made), "If-Match", "\"1\"").code())
          .isEqualTo("invalid-parameter");
      assertThat(admin.delete(path(made) + "?reason=lost").status()).isEqualTo(428);
      assertThat(admin.delete(path(made) + "?reason=lost", "If-Match", "\"7\"").status())
          .isEqualTo(412);
      assertThat(admin.delete(path(made) + "?reason=laptop%20lost", "If-Match", "\"1\"").status())
          .isEqualTo(204);

      assertThat(bearer(made).get("/api/v1/devices").status()).isEqualTo(401);
      assertThatThrownBy(
              () -> {
                while (true) {
                  stream.nextLine();
                }
              })
          .isInstanceOf(IOException.class);
    }
    Answer shown = admin.get(path(made));
    assertThat(shown.text("/revoked/reason")).isEqualTo("laptop lost");
    assertThat(shown.text("/revoked/by")).isEqualTo("bootstrap");
  }

  @Test
  void a_rotated_key_counts_with_both_texts_for_the_overlap_and_without_one_with_the_new_alone() {
    Answer made = made(admin, form("VIEWER"));
    Answer second =
        admin.post(
            path(made) + "/rotate",
            Map.of("overlap", "PT1H", "reason", "quarter"),
            "If-Match",
            "\"1\"");
    assertThat(second.status()).as(second.body()).isEqualTo(200);
    assertThat(bearer(made).get("/api/v1/devices").status()).isEqualTo(200);
    assertThat(bearer(second).get("/api/v1/devices").status()).isEqualTo(200);

    Answer third =
        admin.post(path(made) + "/rotate", Map.of("reason", "leak"), "If-Match", "\"2\"");
    assertThat(bearer(made).get("/api/v1/devices").status()).isEqualTo(401);
    assertThat(bearer(second).get("/api/v1/devices").status()).isEqualTo(401);
    assertThat(bearer(third).get("/api/v1/devices").status()).isEqualTo(200);
  }

  @Test
  void nobody_gives_more_than_they_have() {
    Map<String, Object> limited = form("ADMIN");
    limited.put("rights", List.of("READ", "ADMINISTER"));
    limited.put("scopes", Map.of("sites", List.of("FRA", "MUC")));
    limited.put("expiresAt", "2098-01-01T00:00:00Z");
    Answer made = made(admin, limited);
    Caller deputy = bearer(made);

    Map<String, Object> fine = form("VIEWER");
    fine.put("scopes", Map.of("sites", List.of("FRA"), "tags", List.of("dc1")));
    fine.put("expiresAt", "2097-01-01T00:00:00Z");
    Answer granted = made(deputy, fine);
    assertThat(granted.text("/owner")).isEqualTo(made.text("/owner"));
    for (Map<String, Object> more :
        List.<Map<String, Object>>of(
            Map.of("role", "OPERATOR"),
            Map.of("scopes", Map.of("sites", List.of("BER"))),
            Map.of("scopes", Map.of("tags", List.of("dc1"))),
            Map.of("scopes", Map.of()),
            Map.of("expiresAt", "2099-01-01T00:00:00Z"))) {
      Map<String, Object> greedy = new LinkedHashMap<>(fine);
      greedy.put("name", Caller.unique("greedy"));
      greedy.putAll(more);
      Answer refused = deputy.post(KEYS, greedy);
      assertThat(refused.status()).as(more + refused.body()).isEqualTo(403);
    }
    // Keys that reach further are not there for it, be it to see, to rotate or to revoke.
    Answer wide = made(admin, form("VIEWER"));
    assertThat(deputy.get(path(wide)).status()).isEqualTo(404);
    assertThat(
            deputy
                .post(path(wide) + "/rotate", Map.of("reason", "x"), "If-Match", "\"1\"")
                .status())
        .isEqualTo(404);
    assertThat(deputy.get(KEYS).all("/items", "id"))
        .contains(granted.text("/id"))
        .doesNotContain(wide.text("/id"));
    Map<String, Object> strong = form("OPERATOR");
    strong.put("scopes", Map.of("sites", List.of("FRA")));
    assertThat(
            deputy
                .post(
                    path(made(admin, strong)) + "/rotate",
                    Map.of("reason", "x"),
                    "If-Match",
                    "\"1\"")
                .status())
        .isEqualTo(403);
  }

  @Test
  void what_makes_no_sense_is_refused() {
    Map<String, Object> beyond = form("VIEWER");
    beyond.put("rights", List.of("COMMIT"));
    assertThat(admin.post(KEYS, beyond).pointers()).containsExactly("/rights");
    Map<String, Object> past = form("VIEWER");
    past.put("expiresAt", "2020-01-01T00:00:00Z");
    assertThat(admin.post(KEYS, past).pointers()).containsExactly("/expiresAt");
    assertThat(admin.post(KEYS, Map.of("name", "x", "role", "KING")).pointers())
        .containsExactly("/role");
    assertThat(admin.get(KEYS + "?role=ADMIN").code()).isEqualTo("unknown-parameter");
    assertThat(admin.get(KEYS + "/" + UUID.randomUUID()).status()).isEqualTo(404);
  }
}
