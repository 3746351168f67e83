package io.hitless.job;

import io.hitless.inventory.DeviceId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Narrows a list of jobs; what is empty doesn't narrow.
public record JobFilter(
    Set<Stage> stages,
    Optional<DeviceId> device,
    Optional<String> site,
    Optional<JobOrder.ExternalRef> externalRef,
    Optional<Instant> createdAfter) {
  public static final JobFilter ALL =
      new JobFilter(
          Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public JobFilter {
    stages = Set.copyOf(stages);
  }
}
