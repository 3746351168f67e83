package io.hitless.testing;

import io.hitless.event.Event;
import io.hitless.event.Events;
import io.hitless.inventory.DeviceId;
import io.hitless.job.ActionRequest;
import io.hitless.job.Intent;
import io.hitless.job.Job;
import io.hitless.job.JobFilter;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Jobs in a map, with the same leases and fences as the database; its clock is the test's.
public final class InMemoryJobs implements Jobs {
  private final InstantSource clock;
  private final Events events;
  private final Map<JobId, Row> rows = new LinkedHashMap<>();
  private final List<Intent> intents = new ArrayList<>();
  private final List<ActionRequest> requests = new ArrayList<>();
  private final List<ActionRequest> history = new ArrayList<>();
  private long nextRequest = 1;
  private int starts = 1;

  public InMemoryJobs(InstantSource clock, Events events) {
    this.clock = clock;
    this.events = events;
  }

  private static final class Row {
    private Job job;
    private Optional<Instant> leasedUntil = Optional.empty();
    private Optional<Integer> claimedIn = Optional.empty();

    private Row(Job job) {
      this.job = job;
    }
  }

  /// As if the database had been started anew, with everything still in it.
  public synchronized void restart() {
    starts++;
  }

  @Override
  public synchronized void create(Job job, List<Event> happened) {
    for (Row row : rows.values()) {
      if (row.job.order().device().equals(job.order().device()) && !row.job.stage().terminal()) {
        throw new DeviceBusy(row.job.id());
      }
    }
    rows.put(job.id(), new Row(job));
    happened.forEach(events::append);
  }

  @Override
  public synchronized Optional<Job> find(JobId id) {
    return Optional.ofNullable(rows.get(id)).map(row -> row.job);
  }

  @Override
  public synchronized Page<Job> list(JobFilter filter, PageRequest page) {
    List<Job> all = rows.values().stream().map(row -> row.job).toList();
    return Pages.cut(all, job -> job.id().toString(), job -> wanted(job, filter), page);
  }

  private static boolean wanted(Job job, JobFilter filter) {
    return (filter.stages().isEmpty() || filter.stages().contains(job.stage()))
        && filter.device().map(job.order().device()::equals).orElse(true)
        && filter.site().map(site -> job.order().site().equals(Optional.of(site))).orElse(true)
        && filter.scope().covers(job.order().site(), Set.of())
        && filter.externalRef().map(job.order().externalRefs()::contains).orElse(true)
        && filter.createdAfter().map(job.createdAt()::isAfter).orElse(true);
  }

  @Override
  public synchronized Optional<Claim> claim(JobId id, String owner, Duration lease) {
    Row row = rows.get(id);
    if (row == null || held(row)) {
      return Optional.empty();
    }
    boolean takenOver = row.leasedUntil.isPresent();
    row.job = withEpoch(row.job, row.job.epoch() + 1, row.job.version());
    row.leasedUntil = Optional.of(clock.instant().plus(lease));
    boolean restarted = row.claimedIn.map(start -> start < starts).orElse(false);
    row.claimedIn = Optional.of(starts);
    return Optional.of(
        new Claim(row.job, takenOver, restarted, !requests(id).isEmpty(), clock.instant()));
  }

  @Override
  public synchronized boolean renew(JobId id, long epoch, Duration lease) {
    Row row = rows.get(id);
    if (row == null || row.job.epoch() != epoch || !held(row)) {
      return false;
    }
    row.leasedUntil = Optional.of(clock.instant().plus(lease));
    return true;
  }

  @Override
  public synchronized void release(JobId id, long epoch) {
    Row row = rows.get(id);
    if (row != null && row.job.epoch() == epoch) {
      row.leasedUntil = Optional.empty();
    }
  }

  @Override
  public synchronized Saved save(Job job, List<Event> happened, long heard) {
    Row row = fenced(job);
    if (row.job.version() != job.version()) {
      throw new Fenced(job.id(), job.epoch());
    }
    row.job = withEpoch(job, job.epoch(), job.version() + 1);
    boolean asked = requests(job.id()).stream().anyMatch(request -> request.id() > heard);
    if (asked && !job.stage().terminal()) {
      wake(row);
    }
    happened.forEach(events::append);
    return new Saved(row.job, asked);
  }

  @Override
  public synchronized Intent intend(
      Job job, Intent.Kind kind, String command, List<Event> happened) {
    fenced(job);
    var intent =
        new Intent(
            intents.size() + 1L,
            job.id(),
            job.stage(),
            kind,
            command,
            job.epoch(),
            clock.instant(),
            Optional.empty());
    intents.add(intent);
    happened.forEach(events::append);
    return intent;
  }

  @Override
  public synchronized boolean holds(JobId id, long epoch, Duration needed) {
    Row row = rows.get(id);
    return row != null
        && row.job.epoch() == epoch
        && row.leasedUntil
            .map(until -> !until.isBefore(clock.instant().plus(needed)))
            .orElse(false);
  }

  @Override
  public synchronized void settle(Job job, long intent, String as, List<Event> happened) {
    fenced(job);
    intents.replaceAll(known ->
        known.id() == intent && known.job().equals(job.id())
            ? new Intent(
                known.id(),
                known.job(),
                known.stage(),
                known.kind(),
                known.command(),
                known.epoch(),
                known.at(),
                Optional.of(as))
            : known);
    happened.forEach(events::append);
  }

  @Override
  public synchronized Optional<Intent> unsettled(JobId id) {
    return intents(id).reversed().stream()
        .filter(intent -> intent.settledAs().isEmpty())
        .findFirst();
  }

  @Override
  public synchronized List<Intent> intents(JobId id) {
    return intents.stream().filter(intent -> intent.job().equals(id)).toList();
  }

  @Override
  public synchronized void request(ActionRequest request, List<Event> happened) {
    requests.add(
        new ActionRequest(
            nextRequest++,
            request.job(),
            request.action(),
            request.reason(),
            request.by(),
            request.person(),
            request.resolveAs(),
            request.installState(),
            request.at()));
    history.add(requests.getLast());
    happened.forEach(events::append);
    Row row = rows.get(request.job());
    if (row != null) {
      wake(row);
    }
  }

  @Override
  public synchronized List<ActionRequest> requests(JobId id) {
    return requests.stream().filter(request -> request.job().equals(id)).toList();
  }

  @Override
  public synchronized void answered(Job job, long request) {
    fenced(job);
    requests.removeIf(known -> known.id() == request && known.job().equals(job.id()));
  }

  /// Everything that was ever asked of a job, oldest first.
  synchronized List<ActionRequest> everAsked(JobId id) {
    return history.stream().filter(request -> request.job().equals(id)).toList();
  }

  /// Whether an open job upgrades `device`.
  public synchronized boolean uses(DeviceId device) {
    return rows.values().stream()
        .anyMatch(row -> row.job.order().device().equals(device) && !row.job.stage().terminal());
  }

  /// What happens to a lease whose holder died or was paused.
  public synchronized void expireLease(JobId id) {
    Row row = rows.get(id);
    if (row != null && row.leasedUntil.isPresent()) {
      row.leasedUntil = Optional.of(clock.instant().minusMillis(1));
    }
  }

  private void wake(Row row) {
    Instant now = clock.instant();
    row.job =
        row.job.with(
            draft -> draft.dueAt = Optional.of(draft.dueAt.filter(now::isAfter).orElse(now)));
  }

  private boolean held(Row row) {
    return row.leasedUntil.map(until -> until.isAfter(clock.instant())).orElse(false);
  }

  private Row fenced(Job job) {
    Row row = rows.get(job.id());
    if (row == null || row.job.epoch() != job.epoch() || !held(row)) {
      throw new Fenced(job.id(), job.epoch());
    }
    return row;
  }

  private static Job withEpoch(Job job, long epoch, long version) {
    return new Job(
        job.id(),
        job.order(),
        job.stage(),
        job.enteredAt(),
        job.deadline(),
        job.dueAt(),
        job.waitingFor(),
        job.step(),
        job.percent(),
        job.eta(),
        job.doubt(),
        job.handedOver(),
        job.memory(),
        job.outcome(),
        job.timeline(),
        epoch,
        version,
        job.createdAt(),
        job.updatedAt());
  }
}
