package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.access.Caller;
import io.hitless.access.Mandates;
import io.hitless.access.Role;
import io.hitless.access.Scope;
import io.hitless.approval.Approval;
import io.hitless.approval.Decide;
import io.hitless.approval.FourEyesGate;
import io.hitless.approval.FourEyesPolicy;
import io.hitless.approval.Independence;
import io.hitless.approval.Stale;
import io.hitless.approval.Subjects;
import io.hitless.image.Image;
import io.hitless.inventory.Device;
import io.hitless.job.Gate;
import io.hitless.job.Grant;
import io.hitless.job.Intent;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.OrderGate;
import io.hitless.job.WaitingFor;
import io.hitless.testing.FakeSwitch;
import io.hitless.testing.Some;
import io.hitless.testing.TickingClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Somebody approves while somebody else edits what is approved.
class ApprovalRaceTest {
  private static final int ROUNDS = 60;
  private static final Caller ADA =
      new Caller(
          "https://id.example ada",
          "Ada",
          "ada",
          Caller.Kind.TOKEN,
          Role.APPROVER.rights(),
          Scope.EVERYTHING,
          Optional.empty());

  private final TickingClock clock = new TickingClock();
  private HikariDataSource database;
  private Repositories kept;
  private Subjects subjects;
  private Decide decide;
  private Gate gate;

  @BeforeEach
  void open() {
    database = TestDatabase.shared().fresh();
    kept =
        Repositories.on(
            database,
            InstantSource.system(),
            Seal.with(Seal.newMasterKey()),
            SecretSources.under(Optional.empty()));
    var policy =
        new FourEyesPolicy(
            false, Set.of("core"), Set.of(), Duration.ofHours(8), Duration.ofHours(4));
    var independence = new Independence(Mandates.of(kept.apiKeys()), false);
    subjects =
        new Subjects(
            kept.devices(),
            kept.images(),
            kept.vault(),
            kept.waivers(),
            kept.approvals(),
            kept.lifted(),
            independence,
            FakeSwitch.running("16.9.2", clock),
            policy,
            clock);
    decide = new Decide(kept.jobs(), kept.approvals(), subjects, independence, policy, clock);
    gate = new FourEyesGate(new OrderGate(), subjects, kept.approvals(), kept.jobs(), independence);
  }

  @AfterEach
  void close() {
    kept.close();
    database.close();
  }

  private Job waiting(Device device, Image image) {
    Job job = Some.job(device, image);
    kept.jobs().create(job, List.of());
    Job claimed =
        kept.jobs().claim(job.id(), "replica-1", Duration.ofSeconds(60)).orElseThrow().job();
    return kept.jobs()
        .save(claimed.with(draft -> draft.waitingFor = Set.of(WaitingFor.APPROVAL)), List.of())
        .job();
  }

  /// What a turn finds that took up whatever was decided.
  private Gate.Answer asked(JobId id) {
    Optional<Approval> newest = kept.approvals().newest(id, Optional.empty());
    Job job =
        kept.jobs()
            .find(id)
            .orElseThrow()
            .with(draft ->
                draft.memory =
                    draft.memory.with(memory ->
                        newest.ifPresent(it -> memory.granted.add(Grant.approved(it.request())))));
    return gate.ask(job, Intent.Kind.ADD, clock.instant());
  }

  @Test
  void whoever_comes_first_nothing_passes_that_was_not_read_by_whoever_approved() throws Exception {
    Image image = Some.image("16.12.4");
    kept.images().add(image);
    try (ExecutorService persons = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < ROUNDS; round++) {
        Device added = Some.device("core-" + UUID.randomUUID());
        kept.devices().add(added);
        Device device = kept.devices().find(added.id()).orElseThrow();
        JobId job = waiting(device, image).id();
        String read = subjects.waiting(kept.jobs().find(job).orElseThrow()).digest();
        var together = new CyclicBarrier(2);
        Callable<Boolean> approve =
            () -> {
              together.await();
              try {
                decide.approve(job, ADA, read, "looked at it");
                return true;
              } catch (Stale changed) {
                return false;
              }
            };
        Callable<Boolean> edit =
            () -> {
              together.await();
              kept.devices().replace(device);
              return true;
            };
        List<Future<Boolean>> done = persons.invokeAll(List.of(approve, edit));
        done.getFirst().get();
        assertThat(done.getLast().get()).isTrue();
        assertThat(asked(job)).isInstanceOf(Gate.Answer.NotNow.class);

        String now = subjects.waiting(kept.jobs().find(job).orElseThrow()).digest();
        decide.approve(job, ADA, now, "looked at it again");
        assertThat(asked(job)).isInstanceOf(Gate.Answer.Open.class);
      }
    }
  }
}
