package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.device.Change;
import io.hitless.event.RecordedEvent;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.JobRunner;
import io.hitless.job.Jobs;
import io.hitless.job.OrderGate;
import io.hitless.job.Outcome;
import io.hitless.job.PlaceOrder;
import io.hitless.job.Ports;
import io.hitless.job.Stage;
import io.hitless.page.TimeOrderedIds;
import io.hitless.testing.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A backup is restored that is older than what has happened since: the device went on, and the
/// database knows nothing of it.
class RestoredBackupTest {
  private final World world = new World("16.9.2", "16.12.4");
  private Kept now = new Kept(TestDatabase.shared().fresh());
  private Optional<Kept> restored = Optional.empty();

  private final class Kept implements AutoCloseable {
    private final HikariDataSource database;
    private final Repositories repositories;

    private Kept(HikariDataSource database) {
      this.database = database;
      this.repositories =
          Repositories.on(
              database,
              world.clock,
              Seal.with(Seal.newMasterKey()),
              SecretSources.under(Optional.empty()));
    }

    private Jobs jobs() {
      return repositories.jobs();
    }

    private JobRunner runner() {
      return world.runner(
          new Ports(
              jobs(),
              world.transcripts,
              world.events,
              world.devices,
              world.images,
              world.vault,
              repositories.evidence()),
          world.device,
          new OrderGate());
    }

    private Job job(JobId id) {
      return jobs().find(id).orElseThrow();
    }

    /// Turns until the job is in one of `stages`, or nothing is due any more.
    private Job runUntil(JobId id, List<Stage> stages) {
      JobRunner runner = runner();
      for (Optional<Instant> due = runner.turn(id);
          due.isPresent() && !stages.contains(job(id).stage());
          due = runner.turn(id)) {
        world.clock.until(due.get());
        world.device.live();
      }
      return job(id);
    }

    private List<String> told(JobId id, String type) {
      return repositories.events().after(0, Optional.of(id.value()), 10_000).stream()
          .filter(event -> event.type().equals(type))
          .map(RecordedEvent::data)
          .map(data -> String.valueOf(data.get("summary")))
          .toList();
    }

    @Override
    public void close() {
      repositories.close();
      database.close();
    }
  }

  @AfterEach
  void close() {
    now.close();
    restored.ifPresent(Kept::close);
  }

  private JobId placed() {
    // Intents bear the database's time.
    world.clock.until(Instant.now());
    return new PlaceOrder(
            now.jobs(),
            world.devices,
            world.images,
            new TimeOrderedIds(world.clock, new Random(3)),
            world.clock)
        .place(world.order(wish -> {}))
        .id();
  }

  private Kept backup() {
    Kept backup = new Kept(TestDatabase.shared().backupOf(now.database));
    restored = Optional.of(backup);
    return backup;
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"STAGED", "WAITING_FOR_SSO", "SOAKING"})
  void a_device_that_was_upgraded_since_the_backup_is_recognised_and_told_nothing(Stage stage) {
    JobId id = placed();
    assertThat(now.runUntil(id, List.of(stage)).stage()).isEqualTo(stage);
    Kept backup = backup();
    assertThat(now.runUntil(id, List.of()).stage()).isEqualTo(Stage.SUCCEEDED);
    List<Change> sent = world.device.received();

    Job job = backup.runUntil(id, List.of());

    assertThat(world.device.received()).isEqualTo(sent);
    assertThat(backup.told(id, "job.reconciled").getLast())
        .startsWith("the database was restarted, failed over or restored from a backup");
    if (job.stage() == Stage.NEEDS_OPERATOR) {
      Outcome outcome = job.outcome().orElseThrow();
      assertThat(outcome.summary()).contains("further than this job's record");
      assertThat(outcome.guide().toString()).contains("resolve as SUCCEEDED");
    } else {
      assertThat(job.stage()).isEqualTo(Stage.SUCCEEDED);
    }
  }

  @Test
  void a_device_in_the_middle_of_what_the_backup_knows_nothing_of_is_left_alone() {
    JobId id = placed();
    now.runUntil(id, List.of(Stage.STAGED));
    Kept backup = backup();
    now.runUntil(id, List.of(Stage.SOAKING));
    List<Change> sent = world.device.received();

    Job job = backup.runUntil(id, List.of());

    assertThat(world.device.received()).isEqualTo(sent);
    assertThat(job.outcome().map(Outcome::code)).contains("foreign-operation");
    assertThat(job.outcome().orElseThrow().summary()).contains("older backup");
  }

  @Test
  void what_the_backup_knows_to_have_been_meant_is_gone_on_with_and_sent_once() {
    JobId id = placed();
    now.runUntil(id, List.of(Stage.WAITING_FOR_SSO));
    Kept backup = backup();
    now.runUntil(id, List.of(Stage.SOAKING));

    Job job = backup.runUntil(id, List.of());

    assertThat(job.stage()).as("%s", job.outcome()).isEqualTo(Stage.SUCCEEDED);
    assertThat(world.device.received(Change.Activate.class)).isEqualTo(1);
    assertThat(world.device.received(Change.Commit.class)).isEqualTo(1);
    assertThat(backup.told(id, "job.reconciled")).isNotEmpty();
  }
}
