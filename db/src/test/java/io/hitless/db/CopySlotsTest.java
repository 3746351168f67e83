package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.inventory.Credential;
import io.hitless.inventory.Device;
import io.hitless.job.CopyCaps;
import io.hitless.job.CopySlots;
import io.hitless.job.Job;
import io.hitless.job.Stage;
import io.hitless.testing.Some;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CopySlotsTest {
  private static final CopyCaps.Cap THREE = new CopyCaps.Cap(3, Optional.empty());

  @Test
  void replicas_that_ask_at_the_same_moment_never_give_out_a_slot_too_many() throws Exception {
    try (HikariDataSource database = TestDatabase.shared().fresh();
        Repositories one = replica(database);
        Repositories another = replica(database);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      one.vault().add("noc", Credential.Source.STORED, Some.login());
      CountDownLatch go = new CountDownLatch(1);
      List<Future<CopySlots.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        Job job = copying(one, "core-" + i);
        CopySlots slots = (i % 2 == 0 ? one : another).copySlots();
        answers.add(
            threads.submit(() -> {
              go.await();
              return slots.ask(job, THREE, false);
            }));
      }

      go.countDown();

      int granted = 0;
      for (Future<CopySlots.Answer> answer : answers) {
        granted += answer.get() instanceof CopySlots.Answer.Granted ? 1 : 0;
      }
      assertThat(granted).isEqualTo(3);
    }
  }

  private static Repositories replica(HikariDataSource database) {
    return Repositories.on(
        database,
        InstantSource.system(),
        Seal.with(Seal.newMasterKey()),
        SecretSources.under(Optional.empty()));
  }

  private static Job copying(Repositories kept, String name) {
    Device device = Some.device(name);
    kept.devices().add(device);
    Job job = Some.job(device, Some.image("16.12.4")).with(draft -> draft.stage = Stage.STAGING);
    kept.jobs().create(job, List.of());
    return job;
  }
}
