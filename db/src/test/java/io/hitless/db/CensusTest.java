package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.inventory.Device;
import io.hitless.job.Census;
import io.hitless.job.Job;
import io.hitless.job.Outcome;
import io.hitless.job.Stage;
import io.hitless.testing.Some;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What one look at all open jobs counts.
class CensusTest {
  private static final Instant NOW = Some.NOW;

  private HikariDataSource database;
  private Repositories repositories;

  @BeforeEach
  void open() {
    database = TestDatabase.shared().fresh();
    repositories =
        Repositories.on(
            database,
            InstantSource.system(),
            Seal.with(Seal.newMasterKey()),
            SecretSources.under(Optional.empty()));
    repositories.vault().add("noc", io.hitless.inventory.Credential.Source.STORED, Some.login());
  }

  @AfterEach
  void close() {
    repositories.close();
    database.close();
  }

  private void job(String name, boolean read, Consumer<Job.Draft> change) {
    Device device = Some.device(name);
    repositories.devices().add(device);
    if (read) {
      repositories.devices().learned(device.id(), Some.facts("16.9.2"));
    }
    repositories.jobs().create(Some.job(device, Some.image("16.12.4")).with(change), List.of());
  }

  private static Consumer<Job.Draft> activated(Stage stage, Duration left) {
    return draft -> {
      draft.stage = stage;
      draft.memory = draft.memory.with(memory -> memory.timerEndsAt = Optional.of(NOW.plus(left)));
    };
  }

  @Test
  void open_jobs_are_counted_by_state_and_platform_and_ended_ones_are_not() {
    job("core-1", true, draft -> {});
    job("core-2", true, draft -> {});
    job("core-3", false, draft -> {});
    job("core-4", true, draft -> draft.stage = Stage.SUCCEEDED);

    Census.Count count = repositories.census().take(NOW);

    assertThat(count.groups())
        .containsExactlyInAnyOrder(
            new Census.Group(Stage.QUEUED, Optional.of(Some.facts("16.9.2").platform().name()), 2),
            new Census.Group(Stage.QUEUED, Optional.empty(), 1));
    assertThat(count.nextRollBack()).isEmpty();
    assertThat(count.ssoOverdue()).isZero();
  }

  @Test
  void the_next_to_roll_back_is_one_that_nobody_commits_or_takes_back() {
    job("core-1", true, activated(Stage.SOAKING, Duration.ofMinutes(40)));
    job("core-2", true, activated(Stage.NEEDS_OPERATOR, Duration.ofMinutes(30)));
    job("core-3", true, activated(Stage.COMMITTING, Duration.ofMinutes(20)));
    job("core-4", true, activated(Stage.ABORTING, Duration.ofMinutes(10)));
    job("core-5", true, activated(Stage.NEEDS_OPERATOR, Duration.ofMinutes(-1)));

    assertThat(repositories.census().take(NOW).nextRollBack())
        .contains(NOW.plus(Duration.ofMinutes(30)));
  }

  @Test
  void a_switch_is_late_to_redundancy_past_its_deadline_and_when_it_was_parked_for_that() {
    job(
        "core-1",
        true,
        draft -> {
          draft.stage = Stage.WAITING_FOR_SSO;
          draft.deadline = Optional.of(NOW.minusSeconds(1));
        });
    job(
        "core-2",
        true,
        draft -> {
          draft.stage = Stage.WAITING_FOR_SSO;
          draft.deadline = Optional.of(NOW.plusSeconds(1));
        });
    job("core-3", true, parked(Stage.WAITING_FOR_SSO, "standby-never-reached-sso"));
    job("core-4", true, parked(Stage.ACTIVATING, "device-unreachable"));
    job("core-5", true, parked(Stage.PRECHECKING, "device-unreachable"));
    job("core-6", true, parked(Stage.WAITING_FOR_SSO, "foreign-operation"));

    assertThat(repositories.census().take(NOW).ssoOverdue()).isEqualTo(3);
  }

  private static Consumer<Job.Draft> parked(Stage from, String code) {
    return draft -> {
      draft.stage = Stage.NEEDS_OPERATOR;
      draft.memory = draft.memory.with(memory -> memory.parkedFrom = Optional.of(from));
      draft.outcome =
          Optional.of(new Outcome(code, "late", List.of(), Optional.empty(), List.of()));
    };
  }
}
