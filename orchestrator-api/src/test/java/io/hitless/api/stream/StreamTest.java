package io.hitless.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Caller;
import io.hitless.api.testing.EventReader;
import io.hitless.api.testing.ServiceTest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
@Timeout(60)
class StreamTest {
  @LocalServerPort int port;
  Caller caller;

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  @Test
  void what_happens_is_sent_as_it_happens() throws Exception {
    try (var stream = new EventReader(caller, "/api/v1/events", "Accept", "text/event-stream")) {
      assertThat(stream.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      String job = caller.job(caller.device());

      EventReader.Sent event = stream.next();
      while (!event.data().at("/job").asString().equals(job)) {
        event = stream.next();
      }

      assertThat(event.type()).isEqualTo("job.state-changed");
      assertThat(event.data().at("/id").longValue()).isEqualTo(event.id());
      assertThat(event.data().at("/type").asString()).isEqualTo("job.state-changed");
      assertThat(event.data().at("/data/to").asString()).isEqualTo("QUEUED");
      assertThat(event.data().at("/at").asString()).endsWith("Z");
    }
  }

  @Test
  void a_client_that_was_away_goes_on_behind_the_last_event_that_it_saw() throws Exception {
    String job = caller.job(caller.device());
    long seen;
    try (var stream = new EventReader(caller, "/api/v1/events?job=" + job, "Last-Event-ID", "0")) {
      seen = stream.next().id();
    }
    caller.post("/api/v1/jobs/" + job + "/take-over", Map.of("reason", "first"));
    caller.post("/api/v1/jobs/" + job + "/cancel", Map.of("reason", "second"));

    try (var stream =
        new EventReader(
            caller, "/api/v1/events?job=" + job, "Last-Event-ID", Long.toString(seen))) {
      EventReader.Sent first = stream.next();
      EventReader.Sent second = stream.next();
      assertThat(first.id()).isGreaterThan(seen);
      assertThat(second.id()).isGreaterThan(first.id());
      assertThat(first.data().at("/data/reason").asString()).isEqualTo("first");
      assertThat(second.data().at("/data/reason").asString()).isEqualTo("second");
    }
  }

  @Test
  void a_client_that_saw_more_than_a_restored_log_knows_is_not_left_in_silence() throws Exception {
    try (var stream =
        new EventReader(caller, "/api/v1/events", "Last-Event-ID", "999999999999999")) {
      String job = caller.job(caller.device());

      EventReader.Sent event = stream.next();
      while (!event.data().at("/job").asString().equals(job)) {
        event = stream.next();
      }

      assertThat(event.type()).isEqualTo("job.state-changed");
    }
  }

  @Test
  void a_stream_of_one_job_shows_nothing_of_another() throws Exception {
    String mine = caller.job(caller.device());
    String other = caller.job(caller.device());
    try (var stream = new EventReader(caller, "/api/v1/events?job=" + mine)) {
      caller.post("/api/v1/jobs/" + other + "/take-over", Map.of("reason", "not shown"));
      caller.post("/api/v1/jobs/" + mine + "/take-over", Map.of("reason", "shown"));

      assertThat(stream.next().data().at("/data/reason").asString()).isEqualTo("shown");
    }
  }

  @Test
  void a_quiet_stream_says_that_it_lives() throws Exception {
    String job = caller.job(caller.device());
    try (var stream = new EventReader(caller, "/api/v1/events?job=" + job)) {
      assertThat(stream.nextComment()).isEqualTo(": follows");
      assertThat(stream.nextComment()).isEqualTo(": heartbeat");
    }
  }

  @Test
  void a_place_to_resume_from_must_be_the_id_of_an_event() {
    var answer = caller.get("/api/v1/events", "Last-Event-ID", "yesterday");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid-header");
  }
}
