package io.hitless.job;

import io.hitless.access.Scope;
import io.hitless.inventory.DeviceId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Narrows a list of jobs; what is empty doesn't narrow.
///
/// @param scope of who asks: a job belongs to the site and tags of its device
public record JobFilter(
    Set<Stage> stages,
    Optional<DeviceId> device,
    Optional<String> site,
    Optional<JobOrder.ExternalRef> externalRef,
    Optional<Instant> createdAfter,
    Scope scope) {
  public static final JobFilter ALL =
      new JobFilter(
          Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public JobFilter(
      Set<Stage> stages,
      Optional<DeviceId> device,
      Optional<String> site,
      Optional<JobOrder.ExternalRef> externalRef,
      Optional<Instant> createdAfter) {
    this(stages, device, site, externalRef, createdAfter, Scope.EVERYTHING);
  }

  public JobFilter {
    stages = Set.copyOf(stages);
  }
}
