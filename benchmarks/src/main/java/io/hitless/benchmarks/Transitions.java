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
import io.hitless.testing.Some;
import java.time.Clock;
import java.time.Duration;
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

/// How many changes of state whole upgrades bring about in a second, beside the least that
/// remembering a change can be.
///
/// Each upgrade is the three-step one with everything that the product does in it but SSH: leases,
/// reading the device before and after, prechecks, gate, intents, events, transcripts. A transition
/// is a change of the job's stage; there are ten from queued to succeeded.
final class Transitions implements Benchmark {
  /// Jobs that are moved at the same time, by either side.
  private static final int WORKERS = 8;

  private static final int EACH = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Size size;
  private final Clock clock = Clock.systemUTC();

  Transitions(Size size) {
    this.size = size;
  }

  @Override
  public Section measure() throws Exception {
    try (Database database = new Database(clock)) {
      database.ports().vault().add("noc", Credential.Source.STORED, Some.login());
      Image image = database.addImage();
      List<FakeUpgrade> all = new ArrayList<>();
      BareTransitions bare = new BareTransitions(database.pool());
      Duel called =
          Duel.fight(
              size.rounds(), EACH * size.racingJobs(), called(database, image, all), bare(bare));
      Duel scheduled =
          Duel.fight(
              size.rounds(), EACH * size.racingJobs(), scheduled(database, image, all), bare(bare));
      mustHaveSucceeded(database, all);
      return section(called, scheduled, database);
    }
  }

  private Section section(Duel called, Duel scheduled, Database database) {
    return new Section(
        "State transitions",
        ("%d upgrades a round, %d at once; one upgrade is %d transitions, and %.1f turns (leases),"
                + " %.1f writes of the job's row and %.1f events; bare: one statement a transition,"
                + " narrow row and event")
            .formatted(
                size.racingJobs(),
                WORKERS,
                EACH,
                perJob(database, "SELECT sum(epoch) FROM job"),
                perJob(database, "SELECT sum(version) FROM job"),
                perJob(database, "SELECT count(*) FROM event")),
        List.of(
            Figure.of(
                "turns called by workers",
                Duel.median(called.ours(), Lap::perSecond),
                "transitions/s"),
            Figure.of(
                "bare statement", Duel.median(called.bare(), Lap::perSecond), "transitions/s"),
            Figure.of("turns against bare", called.percent(), "%").atLeast(40),
            Figure.of(
                "turns by the scheduler",
                Duel.median(scheduled.ours(), Lap::perSecond),
                "transitions/s"),
            Figure.of("turns by the scheduler against bare", scheduled.percent(), "%").atLeast(40),
            Figure.of("CPU of a transition", Duel.median(called.ours(), Lap::cpuMillisEach), "ms"),
            Figure.of(
                "CPU of a bare statement", Duel.median(called.bare(), Lap::cpuMillisEach), "ms")));
  }

  private Duel.Preparation bare(BareTransitions bare) {
    return () -> {
      List<UUID> jobs = bare.addJobs(size.racingJobs());
      return () -> Crowd.each(jobs, WORKERS, id -> bare.move(id, EACH));
    };
  }

  /// Workers call the turns themselves.
  private Duel.Preparation called(Database database, Image image, List<FakeUpgrade> all) {
    return () -> {
      List<FakeUpgrade> upgrades = ordered(database, image);
      all.addAll(upgrades);
      for (FakeUpgrade upgrade : upgrades) {
        database
            .ports()
            .jobs()
            .create(upgrade.job().with(draft -> draft.dueAt = Optional.empty()), List.of());
      }
      return () -> Crowd.each(upgrades, WORKERS, Transitions::runThrough);
    };
  }

  private static void runThrough(FakeUpgrade upgrade) {
    boolean more = true;
    while (more) {
      more = upgrade.turn();
    }
  }

  /// The cluster scheduler picks the turns from its table and has them done.
  private Duel.Preparation scheduled(Database database, Image image, List<FakeUpgrade> all) {
    return () -> {
      List<FakeUpgrade> upgrades = ordered(database, image);
      all.addAll(upgrades);
      for (FakeUpgrade upgrade : upgrades) {
        database
            .ports()
            .jobs()
            .create(
                upgrade.job().with(draft -> draft.dueAt = Optional.of(clock.instant())), List.of());
      }
      return () -> runThrough(database, upgrades);
    };
  }

  private void runThrough(Database database, List<FakeUpgrade> upgrades) throws Exception {
    Map<JobId, FakeUpgrade> byJob =
        upgrades.stream()
            .collect(Collectors.toMap(upgrade -> upgrade.job().id(), Function.identity()));
    CountDownLatch open = new CountDownLatch(upgrades.size());
    try (TurnScheduler scheduler =
        database
            .ports()
            .turns(
                "bench",
                TurnScheduler.Settings.DEFAULT.withConcurrentTurns(WORKERS),
                id -> {
                  if (Objects.requireNonNull(byJob.get(id)).turn()) {
                    return Optional.of(clock.instant());
                  }
                  open.countDown();
                  return Optional.empty();
                },
                _ -> {})) {
      scheduler.start();
      if (!open.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(open.getCount() + " upgrades never ended");
      }
    }
  }

  private List<FakeUpgrade> ordered(Database database, Image image) {
    Repositories kept = database.ports();
    Ports ports =
        new Ports(
            kept.jobs(),
            kept.transcripts(),
            kept.events(),
            kept.devices(),
            kept.images(),
            kept.vault());
    List<FakeUpgrade> upgrades = new ArrayList<>();
    for (Device device : database.addDevices(size.racingJobs())) {
      upgrades.add(new FakeUpgrade(ports, device, image));
    }
    return upgrades;
  }

  /// An upgrade that stops halfway is quick.
  private static void mustHaveSucceeded(Database database, List<FakeUpgrade> upgrades) {
    for (FakeUpgrade upgrade : upgrades) {
      Job job = database.ports().jobs().find(upgrade.job().id()).orElseThrow();
      if (job.stage() != Stage.SUCCEEDED || job.timeline().size() != EACH + 1) {
        throw new IllegalStateException("not upgraded by ten transitions: " + job);
      }
    }
  }

  private static double perJob(Database database, String count) {
    return (double) database.count(count) / database.count("SELECT count(*) FROM job");
  }
}
