package io.hitless.api.observe;

import io.hitless.event.Event;
import io.hitless.job.ActionRequest;
import io.hitless.job.Intent;
import io.hitless.job.Job;
import io.hitless.job.JobFilter;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.job.Stage;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Jobs as they are kept, with an eye on what becomes of them: leases are counted
/// (`issu.lease.events`: a replica that dies shows as `taken_over` on another, one that was paused
/// or cut off as `lost`, and each write that it still tried as `fenced`), written events are told
/// to the meters and the trace, and what is logged between claim and release says of which job.
public final class ObservedJobs implements Jobs {
  private static final Logger LOG = LoggerFactory.getLogger(ObservedJobs.class);

  private final Jobs jobs;
  private final JobMeters told;
  private final UpgradeTrace trace;
  private final Counter acquired;
  private final Counter takenOver;
  private final Counter renewed;
  private final Counter lost;
  private final Counter fenced;

  public ObservedJobs(Jobs jobs, Meters meters, JobMeters told, UpgradeTrace trace) {
    this.jobs = jobs;
    this.told = told;
    this.trace = trace;
    this.acquired = meters.leaseEvents("acquired");
    this.takenOver = meters.leaseEvents("taken_over");
    this.renewed = meters.leaseEvents("renewed");
    this.lost = meters.leaseEvents("lost");
    this.fenced = meters.leaseEvents("fenced");
  }

  @Override
  public Optional<Claim> claim(JobId id, String owner, Duration lease) {
    Optional<Claim> claim = jobs.claim(id, owner, lease);
    claim.ifPresent(held -> {
      (held.takenOver() ? takenOver : acquired).increment();
      trace.enter(held.job());
    });
    return claim;
  }

  @Override
  public void release(JobId id, long epoch) {
    try {
      jobs.release(id, epoch);
    } finally {
      trace.leave();
    }
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
    return save(job, events, 0);
  }

  @Override
  public Saved save(Job job, List<Event> events, long heard) {
    Saved saved = unlessFenced(() -> jobs.save(job, events, heard));
    written(saved.job(), events);
    return saved;
  }

  @Override
  public Intent intend(Job job, Intent.Kind kind, String command, List<Event> events) {
    try {
      return unlessFenced(() -> jobs.intend(job, kind, command, events));
    } catch (Fenced late) {
      told.intentFenced();
      throw late;
    }
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

  /// To look must not spoil what is looked at.
  private void written(Job job, List<Event> events) {
    try {
      events.forEach(event -> logged(job, event));
      told.written(job, events);
      trace.written(job, events);
    } catch (RuntimeException ours) {
      LOG.warn("what became of job {} was not counted", job.id(), ours);
    }
  }

  /// One line a change of state, so that a log alone tells the story of an upgrade.
  private static void logged(Job job, Event event) {
    if (event instanceof Event.StateChanged change) {
      boolean parked = change.to().equals(Stage.NEEDS_OPERATOR.name());
      LOG.atLevel(parked ? Level.WARN : Level.INFO)
          .log(
              "{}: {} -> {}: {}",
              job.order().deviceName(),
              change.from().orElse("new"),
              change.to(),
              change.why());
    }
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
