package io.hitless.api.observe;

import io.hitless.job.Census;
import io.hitless.job.Pace;
import io.hitless.job.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the whole cluster has open, asked of the database at most every ten seconds however often
/// it is scraped. While the database does not answer, each gauge is NaN: what is not known is not
/// zero.
public final class FleetGauges {
  private static final Logger LOG = LoggerFactory.getLogger(FleetGauges.class);
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final Census census;
  private final Pace pace;
  private final InstantSource clock;
  private final ReentrantLock asking = new ReentrantLock();
  private Seen last = new Seen(Instant.EPOCH, Optional.empty());

  private record Seen(Instant at, Optional<Census.Count> count) {}

  public FleetGauges(Census census, Pace pace, InstantSource clock) {
    this.census = census;
    this.pace = pace;
    this.clock = clock;
  }

  /// Every open state on every platform, so that a series is there before the first job is.
  public FleetGauges shownBy(Meters meters) {
    List<Stage> open = Arrays.stream(Stage.values()).filter(stage -> !stage.terminal()).toList();
    for (Stage stage : open) {
      for (String platform : Platforms.words()) {
        meters.jobs(stage.name(), platform, () -> jobs(stage, platform));
      }
    }
    meters.autoAbortRemaining(this::autoAbortRemaining);
    meters.ssoOverdue(() -> now().map(count -> (double) count.ssoOverdue()).orElse(Double.NaN));
    return this;
  }

  private double jobs(Stage stage, String platform) {
    return now()
        .map(count ->
            count.groups().stream()
                .filter(group -> group.stage() == stage)
                .filter(group -> group.platform().orElse(Platforms.UNREAD).equals(platform))
                .mapToDouble(Census.Group::jobs)
                .sum())
        .orElse(Double.NaN);
  }

  /// Seconds on the switch's own clock.
  private double autoAbortRemaining() {
    return now()
        .flatMap(Census.Count::nextRollBack)
        .map(end -> pace.onDevice(Duration.between(clock.instant(), end)))
        .map(left -> Math.max(0, left.toMillis() / 1000.0))
        .orElse(Double.NaN);
  }

  private Optional<Census.Count> now() {
    asking.lock();
    try {
      Instant now = clock.instant();
      if (!now.isBefore(last.at().plus(KEPT))) {
        last = new Seen(now, ask(now));
      }
      return last.count();
    } finally {
      asking.unlock();
    }
  }

  private Optional<Census.Count> ask(Instant now) {
    try {
      return Optional.of(census.take(now));
    } catch (RuntimeException away) {
      LOG.warn("open jobs could not be counted: {}", away.getMessage());
      return Optional.empty();
    }
  }
}
