package io.hitless.api.observe;

import io.hitless.audit.LogWatch;
import io.hitless.audit.LogWatch.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the log can be believed: what its last verification found, how long ago that is, and how
/// far sealing is behind. Asked of the database at most every ten seconds, and the same on every
/// replica; what is not known is NaN.
public final class LogGauges {
  private static final Logger LOG = LoggerFactory.getLogger(LogGauges.class);
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final LogWatch watch;
  private final InstantSource clock;
  private final ReentrantLock asking = new ReentrantLock();
  private Instant asked = Instant.EPOCH;
  private Optional<Standing> last = Optional.empty();

  public LogGauges(LogWatch watch, InstantSource clock) {
    this.watch = watch;
    this.clock = clock;
  }

  public LogGauges shownBy(Meters meters) {
    meters.auditChainBroken(() -> now().map(LogGauges::broken).orElse(Double.NaN));
    meters.auditVerifiedAge(
        () -> now().flatMap(Standing::verifiedAt).map(this::age).orElse(Double.NaN));
    meters.auditUnsealedAge(
        () -> now().map(log -> log.unsealedSince().map(this::age).orElse(0.0)).orElse(Double.NaN));
    return this;
  }

  private static double broken(Standing log) {
    return switch (log.verdict()) {
      case BROKEN -> 1;
      case INTACT -> 0;
      case UNKNOWN -> Double.NaN;
    };
  }

  private double age(Instant then) {
    return Math.max(0, Duration.between(then, clock.instant()).toMillis() / 1000.0);
  }

  private Optional<Standing> now() {
    asking.lock();
    try {
      Instant now = clock.instant();
      if (!now.isBefore(asked.plus(KEPT))) {
        last = ask();
        asked = now;
      }
      return last;
    } finally {
      asking.unlock();
    }
  }

  private Optional<Standing> ask() {
    try {
      return Optional.of(watch.standing());
    } catch (RuntimeException away) {
      LOG.warn("how the log stands could not be read: {}", away.getMessage());
      return Optional.empty();
    }
  }
}
