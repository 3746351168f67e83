package io.hitless.benchmarks;

import io.hitless.db.TurnScheduler;
import io.hitless.image.Image;
import io.hitless.job.Job;
import io.hitless.job.JobFilter;
import io.hitless.job.Jobs;
import io.hitless.job.Stage;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import io.hitless.testing.Some;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What a crowd of waiting jobs does to those who look and to those who are due: lists, counts and
/// picks, first among a hundredth of it, then among all of it.
final class CrowdedHouse implements Benchmark {
  private static final int PAGE = 50;
  private static final int DUE_AT_ONCE = 2_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Size size;
  private final Clock clock = Clock.systemUTC();

  CrowdedHouse(Size size) {
    this.size = size;
  }

  @Override
  public Section measure() throws Exception {
    try (Database database = new Database(clock)) {
      List<Figure> figures = new ArrayList<>();
      int few = size.crowd() / 100;
      Footprint before;
      try (WaitingRoom room = new WaitingRoom(database, clock)) {
        room.enter(few);
        before = Footprint.now();
      }
      database.settle();
      Looks quiet = look(database);
      double fewPicks = picks(database).percent();
      try (WaitingRoom room = new WaitingRoom(database, clock)) {
        room.enter(size.crowd() - few);
        Footprint after = Footprint.now();
        figures.add(
            Figure.of(
                    "heap of a job more",
                    (double) (after.heap() - before.heap()) / (size.crowd() - few) / Heap.KIB,
                    "KiB")
                .atMost(1.5));
      }
      database.settle();
      Looks crowded = look(database);
      Duel picks = picks(database);
      figures.add(Figure.of("first page, p99", crowded.p99(Look.FIRST_PAGE), "ms"));
      figures.add(Figure.of("… among a hundredth of the jobs", quiet.p99(Look.FIRST_PAGE), "ms"));
      figures.add(Figure.of("… bare statement", crowded.p99(Look.BARE_PAGE), "ms"));
      figures.add(Figure.of("page in the middle, p99", crowded.p99(Look.MIDDLE_PAGE), "ms"));
      figures.add(Figure.of("page of one stage, p99", crowded.p99(Look.ONE_STAGE), "ms"));
      figures.add(Figure.of("count by stage and platform, p99", crowded.p99(Look.COUNTS), "ms"));
      figures.add(Figure.of("… among a hundredth of the jobs", quiet.p99(Look.COUNTS), "ms"));
      figures.add(
          Figure.of("picked by the scheduler", Duel.median(picks.ours(), Lap::perSecond), "/s"));
      figures.add(Figure.of("bare pick", Duel.median(picks.bare(), Lap::perSecond), "/s"));
      figures.add(Figure.of("scheduler against bare", picks.percent(), "%"));
      figures.add(Figure.of("… among a hundredth of the jobs", fewPicks, "%"));
      return new Section(
          size.crowd() + " jobs waiting, who looks and who is due",
          "pages of %d, %d looks of each kind in turn; %d due at once, picked, run (nothing to do)"
                  .formatted(PAGE, looks(), dueAtOnce())
              + " and removed; bare: the same rows by the least statements",
          figures);
    }
  }

  private int looks() {
    return size.dueTurns();
  }

  private int dueAtOnce() {
    return Math.min(DUE_AT_ONCE, size.crowd());
  }

  // --- looking ----------------------------------------------------------------------------------

  private enum Look {
    FIRST_PAGE,
    MIDDLE_PAGE,
    ONE_STAGE,
    BARE_PAGE,
    COUNTS
  }

  /// How long each took, in milliseconds.
  private record Looks(Map<Look, List<Double>> all) {
    Looks() {
      this(new EnumMap<>(Look.class));
    }

    void take(Look look, Lap.Work work) throws Exception {
      long start = System.nanoTime();
      work.run();
      all.computeIfAbsent(look, _ -> new ArrayList<>()).add((System.nanoTime() - start) / 1e6);
    }

    double p99(Look look) {
      List<Double> counted = all.getOrDefault(look, List.of());
      return Numbers.percentile(
          counted.stream().skip(counted.size() / 10).mapToDouble(each -> each), 99);
    }
  }

  /// The first tenth warms up and doesn't count.
  private Looks look(Database database) throws Exception {
    Jobs jobs = database.ports().jobs();
    PageRequest first = PageRequest.first(PAGE);
    PageRequest middle = new PageRequest(Optional.of(middle(jobs)), PAGE);
    JobFilter soaking =
        new JobFilter(
            Set.of(Stage.SOAKING),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Looks looks = new Looks();
    for (int i = 0; i < looks(); i++) {
      looks.take(Look.FIRST_PAGE, () -> mustBeFull(jobs.list(JobFilter.ALL, first)));
      looks.take(Look.MIDDLE_PAGE, () -> mustBeFull(jobs.list(JobFilter.ALL, middle)));
      looks.take(Look.ONE_STAGE, () -> mustBeFull(jobs.list(soaking, first)));
      looks.take(
          Look.BARE_PAGE, () -> database.rows("SELECT * FROM job ORDER BY id LIMIT " + PAGE));
      if (i % 10 == 0) {
        looks.take(Look.COUNTS, () -> database.ports().census().take(clock.instant()));
      }
    }
    return looks;
  }

  /// The cursor to the half of all pages that a few steps of 500 reach.
  private String middle(Jobs jobs) {
    PageRequest next = PageRequest.first(Math.min(500, size.crowd() / 400 + 1));
    Optional<String> cursor = Optional.empty();
    for (int i = 0; i < 200; i++) {
      Optional<String> further = jobs.list(JobFilter.ALL, next).next();
      if (further.isEmpty()) {
        break;
      }
      cursor = further;
      next = new PageRequest(cursor, next.limit());
    }
    return cursor.orElseThrow();
  }

  private static void mustBeFull(Page<Job> page) {
    if (page.items().isEmpty()) {
      throw new IllegalStateException("an empty page is found soon");
    }
  }

  // --- picking ----------------------------------------------------------------------------------

  private Duel picks(Database database) throws Exception {
    return Duel.fight(
        size.rounds(),
        dueAtOnce(),
        () -> {
          addDue(database);
          CountDownLatch open = new CountDownLatch(dueAtOnce());
          return () -> pickAll(database, open);
        },
        () -> {
          addDue(database);
          BarePicks bare = new BarePicks(database);
          return () -> bare.pickAll(dueAtOnce());
        });
  }

  private static void pickAll(Database database, CountDownLatch open) throws Exception {
    try (TurnScheduler scheduler =
        database
            .ports()
            .turns(
                "bench",
                TurnScheduler.Settings.DEFAULT,
                _ -> {
                  open.countDown();
                  return Optional.empty();
                },
                _ -> {})) {
      scheduler.start();
      if (!open.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(open.getCount() + " due turns never started");
      }
    }
  }

  private void addDue(Database database) throws Exception {
    Image image = database.addImage();
    Crowd.each(
        database.addDevices(dueAtOnce()),
        Database.CONNECTIONS,
        device -> {
          Job queued = Some.job(device, image);
          database
              .ports()
              .jobs()
              .create(queued.with(draft -> draft.dueAt = Optional.of(clock.instant())), List.of());
        });
    database.settle();
  }
}
