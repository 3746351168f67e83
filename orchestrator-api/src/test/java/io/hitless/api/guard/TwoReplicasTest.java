package io.hitless.api.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.api.Hitless;
import io.hitless.api.testing.Answer;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.EventReader;
import io.hitless.api.testing.ServiceTest;
import io.hitless.db.HousePostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/// Two replicas on one database: one as everybody starts it, one under TLS that lets the pages of
/// one origin call.
@ServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class TwoReplicasTest {
  private static final String KEYS = "/api/v1/api-keys";
  private static final String ORIGIN = "https://noc.example.net";
  private static final String PASSWORD = "only-for-this-test";

  @LocalServerPort int port;

  private Caller plain;
  private Caller secure;
  private ConfigurableApplicationContext other;

  @BeforeAll
  void start(@Autowired HousePostgres house, @Autowired Environment settings, @TempDir Path folder)
      throws Exception {
    Path store = certificate(folder);
    String data = settings.getRequiredProperty("hitless.data-dir");
    other =
        new SpringApplicationBuilder(Hitless.class)
            .profiles("test")
            .run(
                "--server.port=0",
                "--spring.datasource.url=" + house.url(),
                "--spring.datasource.username=" + house.serviceUser(),
                "--spring.datasource.password=" + house.servicePassword(),
                "--spring.flyway.user=" + house.user(),
                "--spring.flyway.password=" + house.password(),
                "--hitless.master-key=" + Files.readString(Path.of(data, "master.key")).strip(),
                "--hitless.data-dir=" + folder,
                "--hitless.turns.enabled=false",
                "--hitless.stream.heartbeat=PT0.2S",
                "--hitless.cors.origins=" + ORIGIN,
                "--server.ssl.bundle=hitless",
                "--spring.ssl.bundle.jks.hitless.keystore.type=PKCS12",
                "--spring.ssl.bundle.jks.hitless.keystore.location=" + store,
                "--spring.ssl.bundle.jks.hitless.keystore.password=" + PASSWORD);
    plain = new Caller(port, Optional.of(ServiceTest.KEY));
    secure =
        Caller.secure(
            other.getEnvironment().getRequiredProperty("local.server.port", Integer.class),
            trusting(store),
            Optional.of(ServiceTest.KEY));
  }

  @AfterAll
  void stop() {
    other.close();
  }

  /// As `bin/tls` makes it.
  private static Path certificate(Path folder) throws Exception {
    Path store = folder.resolve("hitless.p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "hitless",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    return store;
  }

  private static HttpClient trusting(Path store) throws Exception {
    KeyStore kept = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      kept.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("hitless", kept.getCertificate("hitless"));
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  @Test
  void a_key_that_was_revoked_on_one_opens_nothing_on_the_other_from_the_next_request_on()
      throws Exception {
    Answer made =
        plain.post(KEYS, Map.of("name", Caller.unique("robot"), "role", "VIEWER", "reason", "try"));
    String text = made.text("/key");
    assertThat(plain.as(text).get("/api/v1/devices").status()).isEqualTo(200);
    assertThat(secure.as(text).get("/api/v1/devices").status()).isEqualTo(200);
    try (var stream = new EventReader(secure.as(text), "/api/v1/events")) {
      assertThat(stream.nextComment()).contains("follows");

      String revoked = KEYS + "/" + made.text("/id") + "?reason=laptop%20lost";
      assertThat(plain.delete(revoked, "If-Match", "\"1\"").status()).isEqualTo(204);

      assertThat(secure.as(text).get("/api/v1/devices").status()).isEqualTo(401);
      assertThatThrownBy(
              () -> {
                while (true) {
                  stream.nextLine();
                }
              })
          .isInstanceOf(IOException.class);
    }
    assertThat(plain.as(text).get("/api/v1/devices").status()).isEqualTo(401);
  }

  @Test
  void a_browser_is_told_to_come_back_under_tls_and_only_there() {
    for (String path : List.of("/api/v1/devices", "/v3/api-docs", "/nowhere")) {
      assertThat(secure.get(path).header("Strict-Transport-Security"))
          .as(path)
          .contains("max-age=31536000");
      assertThat(plain.get(path).header("Strict-Transport-Security")).as(path).isEmpty();
    }
  }

  private static Answer preflight(Caller to, String origin) {
    return to.stranger()
        .send(
            "OPTIONS",
            "/api/v1/jobs",
            null,
            "Origin",
            origin,
            "Access-Control-Request-Method",
            "POST",
            "Access-Control-Request-Headers",
            "authorization,content-type,idempotency-key,if-match");
  }

  @Test
  void pages_of_the_named_origin_may_call_and_no_others() {
    Answer allowed = preflight(secure, ORIGIN);
    assertThat(allowed.status()).isEqualTo(200);
    assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
    assertThat(allowed.header("Access-Control-Allow-Methods")).contains("POST");
    assertThat(allowed.header("Access-Control-Allow-Headers")).containsIgnoringCase("if-match");
    assertThat(allowed.header("Access-Control-Allow-Credentials")).isEmpty();
    Answer called = secure.get("/api/v1/devices", "Origin", ORIGIN);
    assertThat(called.status()).isEqualTo(200);
    assertThat(called.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
    assertThat(called.header("Access-Control-Expose-Headers")).contains("ETag");

    for (String foreign :
        List.of("https://evil.example", "http://noc.example.net", ORIGIN + ".evil.example")) {
      Answer refused = preflight(secure, foreign);
      assertThat(refused.status()).as(foreign).isEqualTo(403);
      assertThat(refused.header("Access-Control-Allow-Origin")).as(foreign).isEmpty();
      assertThat(
              secure
                  .get("/api/v1/devices", "Origin", foreign)
                  .header("Access-Control-Allow-Origin"))
          .isEmpty();
    }
  }

  @Test
  void where_no_origin_is_named_no_page_may_call() {
    assertThat(preflight(plain, ORIGIN).header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(plain.get("/api/v1/devices", "Origin", ORIGIN).header("Access-Control-Allow-Origin"))
        .isEmpty();
  }
}
