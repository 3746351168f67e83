package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.JobRunner;
import io.hitless.job.Jobs;
import io.hitless.job.OrderGate;
import io.hitless.job.PlaceOrder;
import io.hitless.job.Ports;
import io.hitless.job.Stage;
import io.hitless.page.TimeOrderedIds;
import io.hitless.testing.Answering;
import io.hitless.testing.World;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// No connection is left at the very moment at which something is about to be sent.
class ExhaustedPoolTest {
  private static final int CONNECTIONS = 3;

  private final World world = new World("16.9.2", "16.12.4");

  @Test
  void nothing_is_sent_that_could_not_be_written_down_and_the_job_goes_on_by_itself()
      throws Exception {
    world.clock.until(Instant.now());
    try (HikariDataSource database = TestDatabase.shared().fresh(CONNECTIONS);
        Repositories repositories =
            Repositories.on(
                database,
                world.clock,
                Seal.with(Seal.newMasterKey()),
                SecretSources.under(Optional.empty()))) {
      database.setConnectionTimeout(250);
      Jobs jobs = repositories.jobs();
      JobId id =
          new PlaceOrder(
                  jobs,
                  world.devices,
                  world.images,
                  new TimeOrderedIds(world.clock, new Random(3)),
                  world.clock)
              .place(world.order(wish -> {}))
              .id();
      List<Connection> taken = new ArrayList<>();
      JobRunner starved =
          world.runner(
              ports(repositories, Answering.before(jobs, "intend", () -> takeAll(database, taken))),
              world.device,
              new OrderGate());

      Optional<Instant> due = starved.turn(id);

      assertThat(taken).hasSize(CONNECTIONS);
      assertThat(due).isPresent();
      assertThat(world.device.received()).isEmpty();
      for (Connection connection : taken) {
        connection.close();
      }
      assertThat(jobs.intents(id)).isEmpty();
      // Nobody could give the lease back; its 20 s pass.
      JdbcClient.create(database)
          .sql("UPDATE job SET lease_until = clock_timestamp() WHERE lease_until IS NOT NULL")
          .update();
      JobRunner again = world.runner(ports(repositories, jobs), world.device, new OrderGate());
      while (due.isPresent()) {
        world.clock.until(due.get());
        world.device.live();
        due = again.turn(id);
      }
      Job job = jobs.find(id).orElseThrow();
      assertThat(job.stage()).as("%s", job.outcome()).isEqualTo(Stage.SUCCEEDED);
      assertThat(world.device.received()).hasSize(3);
    }
  }

  private Ports ports(Repositories repositories, Jobs jobs) {
    return new Ports(
        jobs,
        world.transcripts,
        world.events,
        world.devices,
        world.images,
        world.vault,
        repositories.evidence());
  }

  private static void takeAll(HikariDataSource database, List<Connection> taken) {
    while (taken.size() < CONNECTIONS) {
      try {
        taken.add(database.getConnection());
      } catch (SQLException stillInUse) {
        // Whoever has it gives it back within moments.
      }
    }
  }
}
