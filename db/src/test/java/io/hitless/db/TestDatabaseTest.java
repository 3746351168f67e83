package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which server the tests get where Docker is half there.
@Timeout(20)
class TestDatabaseTest {
  @Test
  void an_image_that_never_comes_is_not_waited_for() {
    var never = new CountDownLatch(1);

    assertThat(
            TestDatabase.within(
                Duration.ofMillis(20),
                () -> {
                  never.await();
                  return Optional.of("container");
                }))
        .isEmpty();
    never.countDown();
  }

  @Test
  void an_image_that_cannot_be_pulled_is_no_failure() {
    assertThat(
            TestDatabase.within(
                Duration.ofMinutes(1),
                () -> {
                  throw new IllegalStateException("no registry");
                }))
        .isEmpty();
  }

  @Test
  void a_container_that_starts_is_taken() {
    assertThat(TestDatabase.within(Duration.ofMinutes(1), () -> Optional.of("container")))
        .contains("container");
  }
}
