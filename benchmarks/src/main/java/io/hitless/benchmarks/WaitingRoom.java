package io.hitless.benchmarks;

import io.hitless.db.TurnScheduler;
import io.hitless.image.Image;
import io.hitless.inventory.Device;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.job.Stage;
import io.hitless.job.WaitingFor;
import io.hitless.testing.Some;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Jobs that wait: for redundancy after a switchover, for the end of the soak, for their window.
/// Each has had a turn through the scheduler (claimed, written, given back) and is due hours later.
final class WaitingRoom implements AutoCloseable {
  private static final Duration WAIT = Duration.ofHours(3);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final Database database;
  private final Clock clock;
  private final Set<JobId> turned = ConcurrentHashMap.newKeySet();
  private final TurnScheduler scheduler;

  WaitingRoom(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    Jobs jobs = database.ports().jobs();
    this.scheduler =
        database
            .ports()
            .turns(
                "bench",
                TurnScheduler.Settings.DEFAULT,
                id -> {
                  Instant next = turn(jobs, id);
                  turned.add(id);
                  return Optional.of(next);
                },
                _ -> {});
    scheduler.start();
  }

  /// Lets so many more wait; comes back once each has had its turn.
  void enter(int count) throws Exception {
    turned.clear();
    Image image = database.addImage();
    Crowd.each(
        database.addDevices(count),
        Database.CONNECTIONS,
        device -> database.ports().jobs().create(waiting(device, image), List.of()));
    Quiet.await(PATIENCE, () -> turned.size() == count && idle(database));
  }

  private Job waiting(Device device, Image image) {
    Job queued = Some.job(device, image);
    WaitsIn in = WaitsIn.values()[Math.floorMod(device.name().hashCode(), WaitsIn.values().length)];
    return queued.with(draft -> {
      draft.stage = in.stage;
      draft.waitingFor = Set.of(in.what);
      draft.dueAt = Optional.of(clock.instant());
    });
  }

  /// What a turn does that finds nothing new: it takes the lease, writes when to look again, and
  /// gives the lease back.
  private Instant turn(Jobs jobs, JobId id) {
    Job job = jobs.claim(id, "bench", LEASE).orElseThrow().job();
    Instant next = clock.instant().plus(WAIT);
    jobs.save(job.with(draft -> draft.dueAt = Optional.of(next)), List.of());
    jobs.release(id, job.epoch());
    return next;
  }

  private static boolean idle(Database database) {
    return database.count("SELECT count(*) FROM scheduled_tasks WHERE picked") == 0;
  }

  @Override
  public void close() {
    scheduler.close();
  }

  private enum WaitsIn {
    SSO(Stage.WAITING_FOR_SSO, WaitingFor.DEVICE),
    SOAK(Stage.SOAKING, WaitingFor.SOAK),
    WINDOW(Stage.STAGED, WaitingFor.WINDOW);

    private final Stage stage;
    private final WaitingFor what;

    WaitsIn(Stage stage, WaitingFor what) {
      this.stage = stage;
      this.what = what;
    }
  }
}
