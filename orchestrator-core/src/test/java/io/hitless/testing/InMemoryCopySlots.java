package io.hitless.testing;

import io.hitless.job.CopyCaps;
import io.hitless.job.CopySlots;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Stage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Slots for copies in a map, in the order in which they were asked for.
public final class InMemoryCopySlots implements CopySlots {
  private static final class Row {
    private final Job job;
    private final Instant enteredAt;
    private final boolean metered;
    private boolean granted;
    private long rate;

    private Row(Job job, boolean metered) {
      this.job = job;
      this.enteredAt = job.enteredAt();
      this.metered = metered;
    }
  }

  private final Function<JobId, Optional<Job>> jobs;
  private final Map<JobId, Row> rows = new LinkedHashMap<>();

  public InMemoryCopySlots(Function<JobId, Optional<Job>> jobs) {
    this.jobs = jobs;
  }

  @Override
  public synchronized Answer ask(Job job, CopyCaps.Cap cap, boolean metered) {
    rows.values().removeIf(row -> !lives(row));
    Row mine = rows.computeIfAbsent(job.id(), id -> new Row(job, metered));
    if (mine.granted) {
      return new Answer.Granted();
    }
    int ahead = 0;
    boolean earlier = true;
    for (Row row : at(job)) {
      earlier &= row != mine;
      if (row != mine && (row.granted || earlier)) {
        ahead++;
      }
    }
    if (ahead >= cap.copies()) {
      return new Answer.Wait(ahead, false);
    }
    List<Row> pulls = at(job).stream().filter(row -> row.granted && !row.metered).toList();
    boolean unknown = pulls.stream().anyMatch(row -> row.rate == 0);
    long pulled = pulls.stream().mapToLong(row -> row.rate).sum();
    boolean usedUp =
        cap.bytesPerSecond()
            .filter(most -> !pulls.isEmpty() && (unknown || pulled >= most))
            .isPresent();
    if (usedUp && !metered) {
      return new Answer.Wait(ahead, true);
    }
    mine.granted = true;
    return new Answer.Granted();
  }

  @Override
  public synchronized Optional<Long> moving(Job job, CopyCaps.Cap cap, long bytesPerSecond) {
    Optional.ofNullable(rows.get(job.id())).ifPresent(row -> row.rate = bytesPerSecond);
    List<Row> going = at(job).stream().filter(row -> row.granted).toList();
    long pulled = going.stream().filter(row -> !row.metered).mapToLong(row -> row.rate).sum();
    int pushes = (int) going.stream().filter(row -> row.metered).count();
    return cap.bytesPerSecond().map(most -> CopySlots.share(most, pulled, pushes));
  }

  @Override
  public synchronized void free(Job job) {
    rows.remove(job.id());
  }

  private boolean lives(Row row) {
    return jobs.apply(row.job.id())
        .filter(job -> job.stage() == Stage.STAGING && job.enteredAt().equals(row.enteredAt))
        .filter(job -> !job.handedOver())
        .isPresent();
  }

  private List<Row> at(Job job) {
    return rows.values().stream()
        .filter(row -> row.job.order().site().equals(job.order().site()))
        .toList();
  }
}
