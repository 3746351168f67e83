package io.hitless.job;

import io.hitless.device.Drivers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Does one turn of a job: claims it, reads the device where there is a doubt, takes the step of
/// its stage, records. Safe to be called for any job at any time by any replica.
public final class JobRunner {
  private final Ports ports;

  /// @param steps what is done in each stage; `io.hitless.job.step.Steps` has them
  /// @param owner name of this replica, for leases
  public JobRunner(
      Ports ports,
      Drivers drivers,
      Map<Stage, StageStep> steps,
      Gate gate,
      Pace pace,
      InstantSource clock,
      String owner) {
    this.ports = ports;
  }

  /// @return when the next turn is due; absent when none is
  public Optional<Instant> turn(JobId id) {
    return ports.jobs().find(id).flatMap(Job::dueAt);
  }
}
