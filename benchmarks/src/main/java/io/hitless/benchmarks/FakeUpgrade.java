package io.hitless.benchmarks;

import io.hitless.image.Image;
import io.hitless.inventory.Device;
import io.hitless.job.Job;
import io.hitless.job.JobRunner;
import io.hitless.job.OrderGate;
import io.hitless.job.Pace;
import io.hitless.job.Ports;
import io.hitless.job.Stage;
import io.hitless.job.StageStep;
import io.hitless.testing.FakeSwitch;
import io.hitless.testing.Some;
import io.hitless.testing.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// One job with the product's own runner, on a switch that answers at once and whose hours pass
/// between two turns.
final class FakeUpgrade {
  /// Longer than anything that the switch takes, so that no turn is one that only waits.
  private static final Duration BETWEEN_TURNS = Duration.ofMinutes(16);

  private final TickingClock clock = new TickingClock();
  private final FakeSwitch device;
  private final JobRunner runner;
  private final Job job;

  FakeUpgrade(Ports ports, Map<Stage, StageStep> steps, Device registered, Image image) {
    device = FakeSwitch.running("16.9.2", clock).holding(image);
    runner =
        new JobRunner(
            ports, device, steps, new OrderGate(), new Pace(1, new Random(1)), clock, "bench");
    job = Some.job(registered, image);
  }

  /// As ordered; due when the first turn is called for.
  Job ordered() {
    return job;
  }

  /// Does one turn, and lets the time of the device pass until after the next is due.
  ///
  /// @return whether there is a next one
  boolean turn() {
    Optional<Instant> due = runner.turn(job.id());
    due.ifPresent(next -> {
      clock.until(next);
      clock.tick(BETWEEN_TURNS);
      device.live();
    });
    return due.isPresent();
  }
}
