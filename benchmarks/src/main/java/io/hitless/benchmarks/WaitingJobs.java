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

/// What jobs cost that wait: for redundancy after a switchover, for the end of the soak, for their
/// window. Each has had a turn (claimed, written, given back) and is due in an hour.
final class WaitingJobs implements Benchmark {
  private static final Duration WAIT = Duration.ofHours(1);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Size size;
  private final Clock clock = Clock.systemUTC();

  WaitingJobs(Size size) {
    this.size = size;
  }

  @Override
  public Section measure() throws Exception {
    try (Database database = new Database(clock)) {
      Jobs jobs = database.ports().jobs();
      Set<JobId> turned = ConcurrentHashMap.newKeySet();
      try (TurnScheduler scheduler =
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
                  _ -> {})) {
        scheduler.start();
        int warmUp = size.waitingJobs() / 10;
        enter(database, warmUp);
        Quiet.await(PATIENCE, () -> turned.size() == warmUp && idle(database));
        Footprint before = Footprint.now();
        enter(database, size.waitingJobs());
        Quiet.await(PATIENCE, () -> turned.size() == warmUp + size.waitingJobs() && idle(database));
        return section(before, Footprint.now());
      }
    }
  }

  private Section section(Footprint before, Footprint after) {
    double each = (double) (after.heap() - before.heap()) / size.waitingJobs() / Heap.KIB;
    return new Section(
        size.waitingJobs() + " jobs waiting",
        "each had a turn of its own through the scheduler and is due in an hour; before and after,"
            + " with everything collected",
        List.of(
            Figure.of("heap of a job", each, "KiB").atMost(1.5),
            Figure.of("threads, virtual ones too, before", before.threads(), "threads"),
            Figure.of("threads more", after.threads() - before.threads(), "threads").atMost(0),
            Figure.of("sockets before (pool and listener)", before.sockets(), "sockets"),
            Figure.of("sockets more", after.sockets() - before.sockets(), "sockets").atMost(0)));
  }

  private void enter(Database database, int count) throws Exception {
    Image image = database.addImage();
    Crowd.each(
        database.addDevices(count),
        Database.CONNECTIONS,
        device -> database.ports().jobs().create(waiting(device, image), List.of()));
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
