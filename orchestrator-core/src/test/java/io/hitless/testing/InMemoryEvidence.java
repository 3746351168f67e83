package io.hitless.testing;

import io.hitless.job.Evidence;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Evidence in a map.
public final class InMemoryEvidence implements Evidence {
  private final Jobs jobs;
  private final Map<JobId, Map<Kind, Item>> rows = new HashMap<>();

  public InMemoryEvidence(Jobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public synchronized void keep(Job job, Kind kind, Instant at, String text) {
    if (jobs.find(job.id()).map(Job::epoch).filter(epoch -> epoch == job.epoch()).isEmpty()) {
      throw new Jobs.Fenced(job.id(), job.epoch());
    }
    rows.computeIfAbsent(job.id(), none -> new EnumMap<>(Kind.class))
        .put(kind, new Item(kind, at, text));
  }

  @Override
  public synchronized Optional<Item> find(JobId job, Kind kind) {
    return Optional.ofNullable(rows.getOrDefault(job, Map.of()).get(kind));
  }

  @Override
  public synchronized List<Item> of(JobId job) {
    return List.copyOf(rows.getOrDefault(job, Map.of()).values());
  }
}
