package io.hitless.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Answer;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class IdempotencyTest {
  private static final int CALLERS = 100;

  @LocalServerPort int port;
  Caller caller;

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  @Test
  void a_request_sent_again_is_answered_as_the_first_time_and_takes_effect_once() {
    var form = caller.deviceForm(caller.credential());
    String key = UUID.randomUUID().toString();
    var first = caller.post("/api/v1/devices", form, "Idempotency-Key", key);

    var again = caller.post("/api/v1/devices", form, "Idempotency-Key", key);

    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    for (String header : List.of("Location", "ETag", "Content-Type")) {
      assertThat(again.header(header)).isEqualTo(first.header(header));
    }
  }

  @Test
  void a_key_used_for_another_request_is_refused() {
    String key = UUID.randomUUID().toString();
    String credential = caller.credential();
    caller.post("/api/v1/devices", caller.deviceForm(credential), "Idempotency-Key", key);

    var other =
        caller.post("/api/v1/devices", caller.deviceForm(credential), "Idempotency-Key", key);

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.code()).isEqualTo("idempotency-key-reused");
  }

  @Test
  void an_answer_that_said_no_is_not_kept_so_that_a_second_try_may_succeed() {
    String key = UUID.randomUUID().toString();
    String credential = Caller.unique("noc");
    var form = caller.deviceForm(credential);
    var early = caller.post("/api/v1/devices", form, "Idempotency-Key", key);
    caller.post(
        "/api/v1/credentials", Map.of("name", credential, "username", "issu", "password", "x"));

    var late = caller.post("/api/v1/devices", form, "Idempotency-Key", key);

    assertThat(early.status()).isEqualTo(400);
    assertThat(late.status()).isEqualTo(201);
  }

  @Test
  void a_job_is_not_ordered_without_a_key_whatever_spelling_the_path_has() {
    var body = Map.of("device", caller.device(), "image", caller.image(), "reason", "PSIRT");

    for (String path : List.of("/api/v1/jobs", "/api/v1/%6Aobs")) {
      var answer = caller.json("POST", path, body);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("idempotency-key-required");
    }
  }

  @Test
  void a_key_that_is_no_key_is_refused() {
    var answer = caller.post("/api/v1/devices", Map.of(), "Idempotency-Key", "x".repeat(201));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid-header");
  }

  @Test
  void a_hundred_copies_of_one_order_at_once_make_one_job() throws Exception {
    String device = caller.device();
    var order = Map.of("device", device, "image", caller.image(), "reason", "PSIRT");
    String key = UUID.randomUUID().toString();
    var go = new CountDownLatch(1);
    var answers = new ArrayList<Future<Answer>>();
    try (var robots = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        Callable<Answer> robot =
            () -> {
              go.await();
              return caller.post("/api/v1/jobs", order, "Idempotency-Key", key);
            };
        answers.add(robots.submit(robot));
      }
      go.countDown();
    }

    int created = 0;
    for (Future<Answer> future : answers) {
      Answer answer = future.get();
      if (answer.status() == 201) {
        created += answer.header("Idempotency-Replayed").isEmpty() ? 1 : 0;
      } else {
        assertThat(answer.code()).isEqualTo("idempotency-key-in-use");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
      }
    }
    assertThat(created).isEqualTo(1);
    assertThat(caller.get("/api/v1/jobs?device=" + device).json().at("/items")).hasSize(1);
  }
}
