package io.hitless.benchmarks;

import io.hitless.db.TurnScheduler;
import io.hitless.image.Image;
import io.hitless.inventory.Device;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.testing.Some;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/// How late a turn starts: from the instant at which its row is due to the first line of what the
/// scheduler calls. Half of the turns fall due while nobody does anything, at random instants; half
/// are due at once when they are written, as after an operator's action.
final class DueTurns implements Benchmark {
  private static final int PER_SECOND = 50;
  private static final Duration TO_PLAN_EACH = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Size size;
  private final Clock clock = Clock.systemUTC();

  DueTurns(Size size) {
    this.size = size;
  }

  @Override
  public Section measure() throws Exception {
    try (Database database = new Database(clock)) {
      Image image = database.addImage();
      List<Device> devices = database.addDevices(2 * size.dueTurns());
      Random random = new Random(1);
      int spreadMillis = 1000 * size.dueTurns() / PER_SECOND;
      Instant from = clock.instant().plus(TO_PLAN_EACH.multipliedBy(size.dueTurns()));
      double[] planned =
          late(
              database,
              devices.subList(0, size.dueTurns()),
              image,
              () -> from.plusMillis(random.nextInt(spreadMillis)));
      double[] prompt =
          late(database, devices.subList(size.dueTurns(), devices.size()), image, clock::instant);
      return new Section(
          "Start of a due turn",
          ("%d turns that fell due at random, %d a second, and as many that were due when they were"
                  + " written, one after another; polled every %d ms")
              .formatted(
                  size.dueTurns(), PER_SECOND, TurnScheduler.Settings.DEFAULT.poll().toMillis()),
          List.of(
              Figure.of("planned turn, p50", percentile(planned, 50), "ms").atMost(50),
              Figure.of("planned turn, p99", percentile(planned, 99), "ms"),
              Figure.of("turn that is due at once, p50", percentile(prompt, 50), "ms"),
              Figure.of("turn that is due at once, p99", percentile(prompt, 99), "ms")));
    }
  }

  /// Plans a turn a device and waits until all have started; milliseconds that each was late.
  private double[] late(Database database, List<Device> devices, Image image, Due due)
      throws Exception {
    Map<JobId, Instant> planned = new HashMap<>();
    Map<JobId, Instant> started = new ConcurrentHashMap<>();
    CountDownLatch open = new CountDownLatch(devices.size());
    try (TurnScheduler scheduler =
        database
            .ports()
            .turns(
                "bench",
                TurnScheduler.Settings.DEFAULT,
                id -> {
                  if (started.putIfAbsent(id, clock.instant()) == null) {
                    open.countDown();
                  }
                  return Optional.empty();
                },
                _ -> {})) {
      scheduler.start();
      for (Device device : devices) {
        Job queued = Some.job(device, image);
        Job job = queued.with(draft -> draft.dueAt = Optional.of(due.next()));
        planned.put(job.id(), job.dueAt().orElseThrow());
        database.ports().jobs().create(job, List.of());
      }
      if (!open.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(open.getCount() + " due turns never started");
      }
    }
    return planned.entrySet().stream()
        .mapToDouble(
            turn -> Duration.between(turn.getValue(), started.get(turn.getKey())).toNanos() / 1e6)
        .toArray();
  }

  private static double percentile(double[] numbers, int percent) {
    return Numbers.percentile(DoubleStream.of(numbers), percent);
  }

  private interface Due {
    Instant next();
  }
}
