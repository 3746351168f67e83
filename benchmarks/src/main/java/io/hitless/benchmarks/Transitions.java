package io.hitless.benchmarks;

import io.hitless.db.Repositories;
import io.hitless.db.TurnScheduler;
import io.hitless.image.Image;
import io.hitless.inventory.Credential;
import io.hitless.inventory.Device;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Ports;
import io.hitless.job.Stage;
import io.hitless.job.StageStep;
import io.hitless.testing.Some;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How many changes of a job's stage are brought about in a second, beside the least that
/// remembering a change can be.
///
/// The machinery is everything around a step: claim with its lease, requests of operators, state
/// machine, the fenced write of the row with its events, the release. A whole upgrade also reads
/// the switch, checks, asks the gate, commits intents and keeps the transcript; only SSH is
/// missing.
final class Transitions implements Benchmark {
  /// Jobs that are moved at the same time, by either side.
  private static final int WORKERS = 8;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Size size;
  private final Clock clock = Clock.systemUTC();

  Transitions(Size size) {
    this.size = size;
  }

  @Override
  public Section measure() throws Exception {
    try (Database database = new Database(clock)) {
      database.ports().vault().add("noc", Credential.Source.STORED, Some.login());
      Orders moving = new Orders(database, GoodDay.movingOnly());
      Orders real = new Orders(database, GoodDay.real());
      BareTransitions bare = BareTransitions.onOurTables(database);
      Duel narrow = fight(called(moving), BareTransitions.onNarrowRows(database));
      Duel machinery = fight(called(moving), bare);
      Duel scheduled = fight(scheduled(moving), bare);
      Duel upgrades = fight(called(real), bare);
      moving.mustHaveSucceeded();
      real.mustHaveSucceeded();
      return new Section(
          "State transitions",
          ("%d jobs a round, %d at once, %d transitions each from queued to succeeded. Machinery: %s."
                  + " Whole upgrade: %s. Bare: a statement that updates the job's row and inserts the"
                  + " three events of a transition. Narrow: the same on a row of five columns, with"
                  + " one event")
              .formatted(
                  size.racingJobs(),
                  WORKERS,
                  GoodDay.TRANSITIONS,
                  moving.content(),
                  real.content()),
          List.of(
              rate("bare statement", machinery.bare()),
              rate("machinery, turns called by workers", machinery.ours()),
              Figure.of("… against bare", machinery.percent(), "%").atLeast(40),
              rate("machinery, turns picked by the scheduler", scheduled.ours()),
              Figure.of("… against bare", scheduled.percent(), "%").atLeast(40),
              rate("whole upgrades on a fake switch", upgrades.ours()),
              Figure.of("… against bare", upgrades.percent(), "%"),
              rate("narrow statement", narrow.bare()),
              Figure.of(
                  "machinery, turns called by workers, against narrow", narrow.percent(), "%"),
              cpu("CPU of a bare statement", machinery.bare()),
              cpu("CPU of a transition by the machinery", machinery.ours()),
              cpu("CPU of a transition in an upgrade", upgrades.ours())));
    }
  }

  private static Figure rate(String what, List<Lap> laps) {
    return Figure.of(what, Duel.median(laps, Lap::perSecond), "transitions/s");
  }

  private static Figure cpu(String what, List<Lap> laps) {
    return Figure.of(what, Duel.median(laps, Lap::cpuMillisEach), "ms");
  }

  private Duel fight(Duel.Preparation ours, BareTransitions bare) throws Exception {
    return Duel.fight(
        size.rounds(),
        GoodDay.TRANSITIONS * size.racingJobs(),
        ours,
        () -> {
          List<UUID> jobs = bare.addJobs(size.racingJobs());
          return () -> Crowd.each(jobs, WORKERS, id -> bare.move(id, GoodDay.TRANSITIONS));
        });
  }

  /// Workers call the turns themselves.
  private Duel.Preparation called(Orders orders) {
    return () -> {
      List<FakeUpgrade> jobs = orders.place(size.racingJobs(), Optional.empty());
      return () ->
          Crowd.each(
              jobs,
              WORKERS,
              job -> {
                boolean more = true;
                while (more) {
                  more = job.turn();
                }
              });
    };
  }

  /// The cluster scheduler picks the turns from its table and has them done.
  private Duel.Preparation scheduled(Orders orders) {
    return () -> {
      List<FakeUpgrade> jobs = orders.place(size.racingJobs(), Optional.of(clock.instant()));
      return () -> runByScheduler(orders.database, jobs);
    };
  }

  private void runByScheduler(Database database, List<FakeUpgrade> jobs) throws Exception {
    Map<JobId, FakeUpgrade> byId =
        jobs.stream().collect(Collectors.toMap(job -> job.ordered().id(), Function.identity()));
    CountDownLatch open = new CountDownLatch(jobs.size());
    try (TurnScheduler scheduler =
        database
            .ports()
            .turns(
                "bench",
                TurnScheduler.Settings.DEFAULT.withConcurrentTurns(WORKERS),
                id -> {
                  if (Objects.requireNonNull(byId.get(id)).turn()) {
                    return Optional.of(clock.instant());
                  }
                  open.countDown();
                  return Optional.empty();
                },
                _ -> {})) {
      scheduler.start();
      if (!open.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(open.getCount() + " jobs never ended");
      }
    }
  }

  /// Jobs that take the same steps, and what they came to.
  private static final class Orders {
    private final Database database;
    private final Map<Stage, StageStep> steps;
    private final Image image;
    private final List<FakeUpgrade> placed = new ArrayList<>();

    Orders(Database database, Map<Stage, StageStep> steps) {
      this.database = database;
      this.steps = steps;
      this.image = database.addImage();
    }

    /// @param due for the scheduler; absent when it is not to see them
    List<FakeUpgrade> place(int count, Optional<Instant> due) {
      Repositories kept = database.ports();
      Ports ports =
          new Ports(
              kept.jobs(),
              kept.transcripts(),
              kept.events(),
              kept.devices(),
              kept.images(),
              kept.vault(),
              kept.evidence());
      List<FakeUpgrade> fresh = new ArrayList<>();
      for (Device device : database.addDevices(count)) {
        FakeUpgrade job = new FakeUpgrade(ports, steps, device, image);
        kept.jobs().create(job.ordered().with(draft -> draft.dueAt = due), List.of());
        fresh.add(job);
      }
      placed.addAll(fresh);
      return fresh;
    }

    /// What stops halfway is quick.
    void mustHaveSucceeded() {
      for (FakeUpgrade one : placed) {
        Job job = database.ports().jobs().find(one.ordered().id()).orElseThrow();
        if (job.stage() != Stage.SUCCEEDED || job.timeline().size() != GoodDay.TRANSITIONS + 1) {
          throw new IllegalStateException("not upgraded by ten transitions: " + job);
        }
      }
    }

    /// What one job of these amounts to in the database.
    String content() {
      Job job = database.ports().jobs().find(placed.getFirst().ordered().id()).orElseThrow();
      int events = database.ports().events().after(0, Optional.of(job.id().value()), 1000).size();
      return "%d turns, %d writes of the job's row, %d intents, %d events"
          .formatted(
              job.epoch(), job.version(), database.ports().jobs().intents(job.id()).size(), events);
    }
  }
}
