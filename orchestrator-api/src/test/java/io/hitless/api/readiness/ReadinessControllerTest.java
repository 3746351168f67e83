package io.hitless.api.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
}
