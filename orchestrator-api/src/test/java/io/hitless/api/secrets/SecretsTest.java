package io.hitless.api.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What a client learns of secrets, and the net under the log.
@ExtendWith(OutputCaptureExtension.class)
@ServiceTest
class SecretsTest {
  @LocalServerPort int port;
  Caller caller;

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env",
        "configprops",
        "heapdump",
        "threaddump",
        "beans",
        "loggers",
        "mappings",
        "logfile",
        "conditions",
        "caches",
        "scheduledtasks",
        "httpexchanges",
        "metrics",
        "info",
        "shutdown"
      })
  void what_shows_the_inside_is_not_even_there_for_administrators(String name) {
    for (String path : new String[] {name, name + "/", name + "/hitless.master-key"}) {
      assertThat(caller.get("/actuator/" + path).status()).as(path).isIn(403, 404);
    }
  }

  @Test
  void the_master_key_is_told_by_name_and_count() {
    var _ = caller.credential();

    var keys = caller.get("/api/v1/master-keys");

    assertThat(keys.status()).isEqualTo(200);
    assertThat(keys.text("/items/0/id")).matches("[0-9a-f]{16}");
    assertThat(keys.json().at("/items/0/current").asBoolean()).isTrue();
    assertThat(keys.json().at("/items/0/sealedSecrets").longValue()).isPositive();
    assertThat(keys.json().at("/items")).hasSize(1);
  }

  private Map<String, Object> login(String key, String passphrase) {
    var form = new LinkedHashMap<String, Object>();
    form.put("name", Caller.unique("keyed"));
    form.put("username", "issu");
    form.put("privateKey", key);
    if (!passphrase.isEmpty()) {
      form.put("privateKeyPassphrase", passphrase);
    }
    return form;
  }

  @Test
  void a_private_key_is_tried_before_it_is_kept() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";

    assertThat(caller.post("/api/v1/credentials", login(pem, "")).status()).isEqualTo(201);
    var broken = caller.post("/api/v1/credentials", login(pem.replace("MII", "XYZ"), ""));
    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.pointers()).containsExactly("/privateKey");
    assertThat(broken.violationCodes()).containsExactly("unreadable-key");
    assertThat(broken.body()).doesNotContain("XYZ");
    var alone = login(pem, "open sesame");
    alone.remove("privateKey");
    alone.put("password", "x");
    assertThat(caller.post("/api/v1/credentials", alone).pointers())
        .containsExactly("/privateKeyPassphrase");
  }

  @Test
  void a_secret_that_somebody_logs_does_not_come_through(CapturedOutput output) {
    String secret = "canary-of-the-log-7734";
    var form = Map.of("name", Caller.unique("noc"), "username", "issu", "password", secret);
    var _ = Caller.created(caller.post("/api/v1/credentials", form));

    var log = LoggerFactory.getLogger("some.library");
    log.warn("logging in with {}", secret);
    log.error("it broke", new IllegalStateException("refused: issu:" + secret));
    log.warn("key {}", ServiceTest.KEY);
    log.warn("Basic {}", Base64.getEncoder().encodeToString(("issu:" + secret).getBytes()));

    assertThat(output.getAll())
        .contains("logging in with •••", "it broke", "refused: issu:•••", "key •••", "SecretsTest")
        .doesNotContain(secret)
        .doesNotContain(ServiceTest.KEY);
  }
}
