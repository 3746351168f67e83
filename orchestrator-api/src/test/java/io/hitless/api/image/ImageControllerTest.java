package io.hitless.api.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class ImageControllerTest {
  @LocalServerPort int port;
  Caller caller;

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  @Test
  void an_image_is_shown_as_it_was_registered() {
    var form = caller.imageForm();
    form.put("md5", "0F343B0931126A20F133D67C2B018A3B");
    form.remove("status");

    var answer = caller.post("/api/v1/images", form);

    assertThat(answer.status()).isEqualTo(201);
    var shown = caller.get(answer.header("Location"));
    assertThat(shown.json()).isEqualTo(answer.json());
    assertThat(shown.text("/md5")).isEqualTo(form.get("md5").toString().toLowerCase(Locale.ROOT));
    assertThat(shown.json().at("/sha512").isNull()).isTrue();
    assertThat(shown.text("/status")).isEqualTo("LAB");
    assertThat(shown.text("/source/type")).isEqualTo("ON_DEVICE");
  }

  @Test
  void an_image_may_be_pulled_from_a_server() {
    for (String scheme : new String[] {"http", "https", "scp", "sftp", "ftp", "tftp"}) {
      var form = caller.imageForm();
      form.put(
          "source",
          Map.of("type", "PULL", "url", scheme + "://192.0.2.80/images/" + form.get("filename")));

      var answer = caller.post("/api/v1/images", form);

      assertThat(answer.status()).as(answer.body()).isEqualTo(201);
      assertThat(answer.text("/source/url")).startsWith(scheme);
    }
  }

  @Test
  void an_image_to_be_pushed_takes_exactly_its_own_content() throws Exception {
    byte[] content = new byte[1_500_000];
    new java.util.Random(7).nextBytes(content);
    var form = caller.imageForm();
    form.put("sizeBytes", content.length);
    form.put("md5", HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content)));
    form.put("source", Map.of("type", "PUSH"));
    var made = caller.post("/api/v1/images", form);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json().at("/uploaded").booleanValue()).isFalse();
    String path = made.header("Location") + "/content";
    String etag = made.header("ETag");

    assertThat(caller.upload(path, content).code()).isEqualTo("if-match-required");
    assertThat(caller.upload(path, content, "If-Match", "\"99\"").code()).isEqualTo("stale");
    assertThat(caller.upload(path, Arrays.copyOf(content, 1_400_000), "If-Match", etag).code())
        .isEqualTo("content-mismatch");
    assertThat(caller.upload(path, Arrays.copyOf(content, 1_600_000), "If-Match", etag).code())
        .isEqualTo("body-too-large");
    byte[] flipped = content.clone();
    flipped[700_000] ^= 1;
    assertThat(caller.upload(path, flipped, "If-Match", etag).code()).isEqualTo("content-mismatch");
    assertThat(caller.stranger().upload(path, content, "If-Match", etag).status()).isEqualTo(401);
    assertThat(caller.get(made.header("Location")).json().at("/uploaded").booleanValue()).isFalse();

    var kept = caller.upload(path, content, "If-Match", etag);

    assertThat(kept.status()).as(kept.body()).isEqualTo(200);
    assertThat(kept.json().at("/uploaded").booleanValue()).isTrue();
    assertThat(kept.header("ETag")).isNotEqualTo(etag);
    assertThat(caller.get(made.header("Location")).json().at("/uploaded").booleanValue()).isTrue();
  }

  @Test
  void a_file_server_has_a_login_and_a_routing_table_of_its_own() {
    var form = caller.imageForm();
    String url = "scp://192.0.2.80/images/" + form.get("filename");
    form.put("source", Map.of("type", "PULL", "url", url, "credential", "nobody"));
    assertThat(caller.post("/api/v1/images", form).violationCodes())
        .containsExactly("unknown-credential");

    String files = caller.credential();
    form.put("source", Map.of("type", "PULL", "url", url, "vrf", "Mgmt-vrf", "credential", files));
    var made = caller.post("/api/v1/images", form);

    assertThat(made.status()).as(made.body()).isEqualTo(201);
    var shown = caller.get(made.header("Location"));
    assertThat(shown.text("/source/vrf")).isEqualTo("Mgmt-vrf");
    assertThat(shown.text("/source/credential")).isEqualTo(files);
  }

  @Test
  void only_an_image_to_be_pushed_has_content() {
    var made = caller.post("/api/v1/images", caller.imageForm());
    var answer =
        caller.upload(
            made.header("Location") + "/content", new byte[10], "If-Match", made.header("ETag"));
    assertThat(answer.code()).isEqualTo("not-pushed");
  }

  @Test
  void a_file_name_is_registered_once() {
    var form = caller.imageForm();
    caller.post("/api/v1/images", form);

    var again = caller.post("/api/v1/images", form);

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("filename-taken");
  }

  @Test
  void an_image_without_a_hash_could_not_be_verified_and_is_refused() {
    var form = caller.imageForm();
    form.remove("md5");

    assertThat(caller.post("/api/v1/images", form).violationCodes())
        .containsExactly("hash-required");
  }

  @Test
  void an_image_whose_name_says_another_release_or_family_is_refused() {
    var release = caller.imageForm();
    release.put("version", "17.9.5");
    var family = caller.imageForm();
    family.put("platform", "CAT3K");

    assertThat(caller.post("/api/v1/images", release).pointers()).containsExactly("/version");
    assertThat(caller.post("/api/v1/images", family).pointers()).containsExactly("/platform");
  }

  @Test
  void a_recalled_image_is_not_ordered_any_more() {
    String id = caller.image();
    String etag = caller.get("/api/v1/images/" + id).header("ETag");
    var patched =
        caller.patch(
            "/api/v1/images/" + id,
            Map.of("status", "RECALLED"),
            "If-Match",
            etag,
            "Content-Type",
            "application/merge-patch+json");

    var order =
        caller.post(
            "/api/v1/jobs", Map.of("device", caller.device(), "image", id, "reason", "PSIRT"));

    assertThat(patched.text("/status")).isEqualTo("RECALLED");
    assertThat(order.status()).isEqualTo(409);
    assertThat(order.code()).isEqualTo("blocked");
    assertThat(order.text("/blockedBy/0/rule")).isEqualTo("image-recalled");
  }

  @Test
  void an_image_that_a_job_names_is_not_forgotten_and_one_that_none_names_is() {
    String used = caller.image();
    caller.post(
        "/api/v1/jobs", Map.of("device", caller.device(), "image", used, "reason", "PSIRT"));
    String unused = caller.image();

    var refused =
        caller.delete(
            "/api/v1/images/" + used,
            "If-Match",
            caller.get("/api/v1/images/" + used).header("ETag"));
    var forgotten =
        caller.delete(
            "/api/v1/images/" + unused,
            "If-Match",
            caller.get("/api/v1/images/" + unused).header("ETag"));

    assertThat(refused.code()).isEqualTo("still-in-use");
    assertThat(forgotten.status()).isEqualTo(204);
  }
}
