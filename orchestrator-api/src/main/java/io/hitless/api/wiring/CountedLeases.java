package io.hitless.api.wiring;

import io.hitless.event.Event;
import io.hitless.job.ActionRequest;
import io.hitless.job.Intent;
import io.hitless.job.Job;
import io.hitless.job.JobFilter;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Counts what becomes of leases (`issu.lease.events`): a replica that dies shows as `taken_over`
/// on another, one that was paused or cut off as `lost`, and each write that it still tried as
/// `fenced`.
final class CountedLeases implements Jobs {
  private final Jobs jobs;
  private final Counter acquired;
  private final Counter takenOver;
  private final Counter renewed;
  private final Counter lost;
  private final Counter fenced;

  CountedLeases(Jobs jobs, MeterRegistry meters) {
    this.jobs = jobs;
    this.acquired = counter(meters, "acquired");
    this.takenOver = counter(meters, "taken_over");
    this.renewed = counter(meters, "renewed");
    this.lost = counter(meters, "lost");
    this.fenced = counter(meters, "fenced");
  }

  private static Counter counter(MeterRegistry meters, String event) {
    return Counter.builder("issu.lease.events").tag("event", event).register(meters);
  }

  @Override
  public Optional<Claim> claim(JobId id, String owner, Duration lease) {
    Optional<Claim> claim = jobs.claim(id, owner, lease);
    claim.ifPresent(held -> (held.takenOver() ? takenOver : acquired).increment());
    return claim;
  }

  @Override
  public boolean renew(JobId id, long epoch, Duration lease) {
    return counted(jobs.renew(id, epoch, lease), renewed);
  }

  @Override
  public boolean holds(JobId id, long epoch, Duration needed) {
    boolean held = jobs.holds(id, epoch, needed);
    if (!held) {
      lost.increment();
    }
    return held;
  }

  private boolean counted(boolean kept, Counter when) {
    (kept ? when : lost).increment();
    return kept;
  }

  @Override
  public Saved save(Job job, List<Event> events) {
    return unlessFenced(() -> jobs.save(job, events));
  }

  @Override
  public Intent intend(Job job, Intent.Kind kind, String command, List<Event> events) {
    return unlessFenced(() -> jobs.intend(job, kind, command, events));
  }

  @Override
  public void settle(Job job, long intent, String as, List<Event> events) {
    unlessFenced(() -> {
      jobs.settle(job, intent, as, events);
      return true;
    });
  }

  @Override
  public void answered(Job job, long request) {
    unlessFenced(() -> {
      jobs.answered(job, request);
      return true;
    });
  }

  private <T> T unlessFenced(Supplier<T> write) {
    try {
      return write.get();
    } catch (Fenced late) {
      fenced.increment();
      throw late;
    }
  }

  @Override
  public void create(Job job, List<Event> events) {
    jobs.create(job, events);
  }

  @Override
  public Optional<Job> find(JobId id) {
    return jobs.find(id);
  }

  @Override
  public Page<Job> list(JobFilter filter, PageRequest page) {
    return jobs.list(filter, page);
  }

  @Override
  public void release(JobId id, long epoch) {
    jobs.release(id, epoch);
  }

  @Override
  public Optional<Intent> unsettled(JobId id) {
    return jobs.unsettled(id);
  }

  @Override
  public List<Intent> intents(JobId id) {
    return jobs.intents(id);
  }

  @Override
  public void request(ActionRequest request, List<Event> events) {
    jobs.request(request, events);
  }

  @Override
  public List<ActionRequest> requests(JobId id) {
    return jobs.requests(id);
  }
}
