package io.hitless.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.access.ApiKey;
import io.hitless.access.ApiKeyId;
import io.hitless.access.ApiKeys;
import io.hitless.access.KeyText;
import io.hitless.access.Right;
import io.hitless.access.Role;
import io.hitless.access.Scope;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import io.hitless.page.TimeOrderedIds;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Every operation of the OpenAPI document, by every role and by a stranger, with devices of their
/// own and of others.
@ServiceTest
@Timeout(300)
class AccessMatrixTest {
  private static final String MINE = "MATRIX-MINE";
  private static final String THEIRS = "MATRIX-THEIRS";

  @LocalServerPort int port;
  @Autowired ApiKeys keys;
  @Autowired TimeOrderedIds ids;
  @Autowired InstantSource clock;
  @Autowired Endpoints endpoints;
  Caller admin;

  @BeforeEach
  void call() {
    admin = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  /// One device with all that belongs to it.
  private record Thing(String device, String job, String run, String fleet) {}

  private Thing thing(String site) {
    var form = admin.deviceForm(admin.credential());
    form.put("site", site);
    String device = Caller.created(admin.post("/api/v1/devices", form));
    String job = admin.job(device);
    String run = admin.post("/api/v1/devices/" + device + "/readiness", Map.of()).text("/id");
    String fleet =
        admin
            .post("/api/v1/readiness-runs", Map.of("targets", Map.of("devices", List.of(device))))
            .text("/id");
    return new Thing(device, job, run, fleet);
  }

  private Caller bearer(Role role, Scope scope) {
    KeyText text = KeyText.random(new SecureRandom());
    String name = Caller.unique(role.name());
    var key =
        new ApiKey(
            new ApiKeyId(ids.next()),
            text.prefix(),
            text.sha256(),
            name,
            name,
            role,
            Set.of(),
            scope,
            name,
            clock.instant(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1);
    assertThat(keys.add(key)).isTrue();
    return admin.as(text.reveal());
  }

  private static boolean ofOneDevice(String path) {
    return path.startsWith("/api/v1/devices/{id}")
        || path.startsWith("/api/v1/jobs/{id}")
        || path.startsWith("/api/v1/readiness-runs/{id}");
  }

  private static String concrete(String path, Thing thing) {
    String id =
        path.startsWith("/api/v1/devices/")
            ? thing.device()
            : path.startsWith("/api/v1/jobs/")
                ? thing.job()
                : path.endsWith("/results") || path.endsWith("/export")
                    ? thing.fleet()
                    : path.startsWith("/api/v1/readiness-runs/")
                        ? thing.run()
                        : UUID.randomUUID().toString();
    return path.replace("{id}", id).replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
  }

  private static int status(Caller caller, String method, String path) throws Exception {
    // A body that no endpoint takes, so that nothing is done by whoever may.
    String body = method.equals("GET") || method.equals("DELETE") ? null : "[]";
    HttpResponse<InputStream> answer =
        caller
            .http()
            .send(
                caller.request(
                    method,
                    path,
                    body,
                    "Content-Type",
                    "application/json",
                    "Idempotency-Key",
                    UUID.randomUUID().toString()),
                BodyHandlers.ofInputStream());
    try (InputStream _ = answer.body()) {
      // An open stream is not waited for.
      return answer.statusCode();
    }
  }

  @Test
  void every_operation_answers_every_role_as_declared() throws Exception {
    Thing mine = thing(MINE);
    Thing theirs = thing(THEIRS);
    var within = new Scope(Set.of(MINE), Set.of());
    var wrong = new ArrayList<String>();
    int asked = 0;
    JsonNode paths = admin.get("/v3/api-docs").json().at("/paths");
    int events = admin.get("/api/v1/jobs/" + theirs.job() + "/events").json().at("/items").size();
    for (Role role : Role.values()) {
      Caller everywhere = bearer(role, Scope.EVERYTHING);
      Caller somewhere = bearer(role, within);
      for (String path : paths.propertyNames()) {
        for (String verb : paths.get(path).propertyNames()) {
          String method = verb.toUpperCase(Locale.ROOT);
          String said = paths.at(pointer(path, verb) + "/x-required-right").asString();
          boolean may = role.rights().contains(Right.valueOf(said));
          boolean house = endpoints.of(method, path).orElseThrow().house();
          asked +=
              check(
                      wrong,
                      role + " everywhere",
                      method,
                      concrete(path, mine),
                      everywhere,
                      may,
                      false)
                  + check(
                      wrong,
                      role + " at home",
                      method,
                      concrete(path, mine),
                      somewhere,
                      may && !house,
                      false)
                  + check(
                      wrong,
                      role + " abroad",
                      method,
                      concrete(path, theirs),
                      somewhere,
                      may && !house,
                      ofOneDevice(path));
        }
      }
    }
    for (String path : paths.propertyNames()) {
      for (String verb : paths.get(path).propertyNames()) {
        String method = verb.toUpperCase(Locale.ROOT);
        int status = status(admin.stranger(), method, concrete(path, mine));
        if (status != 401) {
          wrong.add("a stranger: " + method + " " + path + ": " + status);
        }
        asked++;
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(asked).isGreaterThan(500);
    assertThat(admin.get("/api/v1/jobs/" + theirs.job() + "/events").json().at("/items").size())
        .as("what was done to a device abroad")
        .isEqualTo(events);
  }

  private static String pointer(String path, String verb) {
    return "/" + path.replace("~", "~0").replace("/", "~1") + "/" + verb;
  }

  private static int check(
      List<String> wrong,
      String who,
      String method,
      String path,
      Caller caller,
      boolean may,
      boolean hidden)
      throws Exception {
    int status = status(caller, method, path);
    boolean right =
        !may
            ? status == 403
            : hidden ? status == 404 : status != 401 && status != 403 && status < 500;
    if (right && may && !hidden && method.equals("GET") && ofOneDeviceAndThere(path)) {
      right = status == 200;
    }
    if (!right) {
      wrong.add(who + ": " + method + " " + path + ": " + status);
    }
    return 1;
  }

  private static boolean ofOneDeviceAndThere(String path) {
    return path.matches("/api/v1/(devices|jobs|readiness-runs)/[0-9a-f-]{36}");
  }

  @Test
  void lists_and_streams_leave_out_what_is_abroad() throws IOException, InterruptedException {
    Thing mine = thing(MINE);
    Thing theirs = thing(THEIRS);
    Caller home = bearer(Role.ADMIN, new Scope(Set.of(MINE), Set.of()));

    assertThat(home.get("/api/v1/devices?limit=500").all("/items", "site")).containsOnly(MINE);
    assertThat(home.get("/api/v1/jobs?limit=500").all("/items", "id"))
        .contains(mine.job())
        .doesNotContain(theirs.job());
    assertThat(home.get("/api/v1/jobs?site=" + THEIRS).all("/items", "id")).isEmpty();
    assertThat(home.get("/api/v1/jobs?device=" + theirs.device()).code())
        .isEqualTo("invalid-parameter");
    assertThat(home.get("/api/v1/readiness-runs?limit=500").all("/items", "id"))
        .contains(mine.fleet())
        .doesNotContain(theirs.fleet());
    assertThat(home.get("/api/v1/events?job=" + theirs.job()).status()).isEqualTo(404);
    try (var stream =
        new io.hitless.api.testing.EventReader(home, "/api/v1/events", "Last-Event-ID", "0")) {
      // Theirs was made after mine, so that its event would have come before the next one of mine.
      String next = thing(MINE).job();
      String seen = "";
      while (!seen.equals(next)) {
        seen = stream.next().data().at("/job").asString();
        assertThat(seen).isNotEqualTo(theirs.job());
      }
    }
  }

  @Test
  void nothing_is_put_abroad_and_nothing_there_is_named() {
    Thing theirs = thing(THEIRS);
    Caller home = bearer(Role.ADMIN, new Scope(Set.of(MINE), Set.of("dc1")));
    var form = admin.deviceForm(admin.credential());

    assertThat(home.post("/api/v1/devices", form).status()).isEqualTo(403);
    form.put("site", MINE);
    assertThat(home.post("/api/v1/devices", form).status()).as("no tag").isEqualTo(403);
    form.put("tags", List.of("dc1"));
    var made = home.post("/api/v1/devices", form);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(
            home.patch(
                    "/api/v1/devices/" + made.text("/id"),
                    Map.of("site", THEIRS),
                    "If-Match",
                    made.header("ETag"))
                .status())
        .isEqualTo(403);
    var abroad = admin.deviceForm(admin.credential());
    var rows = home.post("/api/v1/devices/import", List.of(abroad));
    assertThat(rows.text("/rows/0/violations/0/code")).isEqualTo("outside-scope");
    var order =
        home.post(
            "/api/v1/jobs",
            Map.of("device", theirs.device(), "image", admin.image(), "reason", "PSIRT"));
    assertThat(order.violationCodes()).containsExactly("unknown-device");
    var look =
        home.post(
            "/api/v1/readiness-runs",
            Map.of("targets", Map.of("devices", List.of(theirs.device()))));
    assertThat(look.violationCodes()).containsExactly("unknown-device");
    assertThat(
            home.post("/api/v1/readiness-runs", Map.of("targets", Map.of("all", true)))
                .json()
                .at("/fleet/progress/devices")
                .intValue())
        .isEqualTo(1);
  }
}
