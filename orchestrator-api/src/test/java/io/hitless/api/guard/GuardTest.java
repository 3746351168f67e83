package io.hitless.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.Hitless;
import io.hitless.api.testing.Answer;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.FreshFolder;
import io.hitless.api.testing.ServiceTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/// What reaches us: too often, too slowly, from somebody else's page, or half of it.
@SpringBootTest(
    classes = Hitless.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hitless.bootstrap-api-key=" + ServiceTest.KEY,
      "hitless.turns.enabled=false",
      "hitless.rate.caller=60",
      "hitless.rate.stranger=40",
      "hitless.rate.failed-logins=5",
      "hitless.rate.within=PT10H",
      "hitless.body.patience=PT0.5S"
    })
@ActiveProfiles("test")
@ContextConfiguration(initializers = FreshFolder.class)
@DirtiesContext
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuardTest {
  @LocalServerPort int port;
  @Autowired Environment environment;
  Caller caller;

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  @Test
  @Order(9)
  void whoever_asks_too_often_is_told_when_to_come_back_and_may_still_brake() {
    Answer refused = untilRefused(caller, "/api/v1/devices");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("too-many-requests");
    assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 36_000L);
    assertThat(caller.post("/api/v1/jobs/none/abort", Map.of("reason", "stop")).status())
        .isEqualTo(404);
    assertThat(caller.get("/actuator/health/liveness").status()).isEqualTo(200);

    Caller wrong = caller.as("hk_no-such-key-0123456789");
    assertThat(untilRefused(wrong, "/api/v1/devices").header("Retry-After")).isNotEmpty();
    assertThat(caller.get("/api/v1/devices").code())
        .as("a key that was let in is not locked out by another's failures")
        .isEqualTo("too-many-requests");
    assertThat(caller.get("/api/v1/devices").body()).contains("of this caller");

    Answer stranger = untilRefused(caller.stranger(), "/v3/api-docs");
    assertThat(stranger.status()).isEqualTo(429);
    assertThat(caller.stranger().get("/actuator/health/liveness").status()).isEqualTo(200);
    hasHeaders(stranger);
  }

  private static Answer untilRefused(Caller who, String path) {
    return Stream.generate(() -> who.get(path))
        .limit(100)
        .filter(answer -> answer.status() == 429)
        .findFirst()
        .orElseThrow();
  }

  private static void hasHeaders(Answer answer) {
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Permissions-Policy")).contains("camera=()");
    for (String banner : List.of("Server", "X-Powered-By", "Access-Control-Allow-Origin")) {
      assertThat(answer.header(banner)).as(banner).isEmpty();
    }
  }

  @ParameterizedTest
  @Order(3)
  @ValueSource(
      strings = {
        "GET /nowhere HTTP/1.1",
        "GET /api/v1/devices HTTP/1.1",
        "GET /actuator/info HTTP/1.1",
        "GET /error HTTP/1.1",
        "TRACE / HTTP/1.1",
        "GET /%zz HTTP/1.1",
        "NONSENSE"
      })
  void no_answer_says_what_we_are_made_of(String line) throws IOException {
    String answer =
        raw(line + "\r\nHost: x\r\nOrigin: https://evil.example\r\nConnection: close\r\n\r\n");

    assertThat(answer)
        .doesNotContainIgnoringCase("tomcat")
        .doesNotContainIgnoringCase("coyote")
        .doesNotContainIgnoringCase("spring")
        .doesNotContainIgnoringCase("server:")
        .doesNotContainIgnoringCase("Access-Control-Allow-Origin");
    assertThat(answer).contains("X-Content-Type-Options: nosniff");
  }

  /// What comes within the socket's patience; nothing is no answer yet.
  private static String heard(InputStream in) throws IOException {
    try {
      return new String(in.readNBytes(12), StandardCharsets.US_ASCII);
    } catch (SocketTimeoutException _) {
      return "";
    }
  }

  @Test
  @Order(1)
  void a_body_that_drips_is_given_up() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(5);
      var out = socket.getOutputStream();
      out.write(
          ("POST /api/v1/devices HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  + "Authorization: Bearer "
                  + ServiceTest.KEY
                  + "\r\nContent-Length: 250000\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      var in = socket.getInputStream();
      String answer = "";
      while (answer.isEmpty()) {
        out.write(' ');
        out.flush();
        answer = heard(in);
      }
      assertThat(answer).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  @Order(2)
  void an_upload_that_is_broken_off_leaves_nothing() throws Exception {
    Path folder = Path.of(environment.getRequiredProperty("hitless.data-dir"));
    Map<String, Object> form = caller.imageForm();
    form.put("sizeBytes", 2_000_000);
    form.put("source", Map.of("type", "PUSH"));
    String image = Caller.created(caller.post("/api/v1/images", form));
    String etag = caller.get("/api/v1/images/" + image).header("ETag");
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              """
              PUT /api/v1/images/%s/content HTTP/1.1
              Host: x
              Authorization: Bearer %s
              If-Match: %s
              Content-Type: application/octet-stream
              Content-Length: 2000000

              xx\
              """
                  .formatted(image, ServiceTest.KEY, etag)
                  .replace("\n", "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      while (parts(folder) == 0) {
        Thread.onSpinWait();
      }
    }
    while (parts(folder) > 0) {
      Thread.onSpinWait();
    }
    assertThat(caller.get("/api/v1/images/" + image).json().at("/uploaded").asBoolean()).isFalse();
  }

  private static long parts(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(it -> it.toString().endsWith(".part")).count();
    }
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
