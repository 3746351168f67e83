package io.hitless.job;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a job's lease while its turn runs. A virtual thread renews it three times in its length;
/// once it is lost, whatever the turn still says to a device is cut off.
final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  /// How long a holder may be out of touch before another takes over. Not scaled: it guards against
  /// our failures.
  static final Duration LENGTH = Duration.ofSeconds(20);

  private static final Duration RENEW_AFTER = LENGTH.dividedBy(3);

  /// What must be left of it when a changing command is sent.
  static final Duration TO_SPARE = Duration.ofSeconds(10);

  private final Jobs jobs;
  private final JobId id;
  private final long epoch;
  private final Runnable tick;
  private final Runnable onLoss;
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicBoolean lost = new AtomicBoolean();

  /// @param tick done once a second while the lease is kept
  /// @param onLoss done at once when it is lost
  Lease(Jobs jobs, JobId id, long epoch, Runnable tick, Runnable onLoss) {
    this.jobs = jobs;
    this.id = id;
    this.epoch = epoch;
    this.tick = tick;
    this.onLoss = onLoss;
    Thread.ofVirtual().name("lease-" + id).start(this::keep);
  }

  private void keep() {
    long renewed = System.nanoTime();
    try {
      while (!over.await(1, TimeUnit.SECONDS)) {
        tick.run();
        if (System.nanoTime() - renewed < RENEW_AFTER.toNanos()) {
          continue;
        }
        long asked = System.nanoTime();
        switch (renew(asked - renewed)) {
          case HELD -> renewed = asked;
          case UNKNOWN -> {}
          case LOST -> {
            lose();
            return;
          }
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error broken) {
      LOG.error("the lease of job {} is no longer kept", id, broken);
      lose();
    }
  }

  private enum Renewal {
    HELD,
    LOST,
    /// The database does not answer, and the lease has not run out yet.
    UNKNOWN
  }

  /// While the database is away nobody else can have the lease either, but only for as long as it
  /// lasts: what runs in the foreground is watched on until then.
  ///
  /// @param nanos since it was last renewed
  private Renewal renew(long nanos) {
    try {
      if (jobs.renew(id, epoch, LENGTH)) {
        return Renewal.HELD;
      }
      LOG.warn("the lease of job {} (epoch {}) was lost", id, epoch);
      return Renewal.LOST;
    } catch (RuntimeException away) {
      LOG.warn("the lease of job {} can't be renewed: {}", id, away.getMessage());
      return nanos < LENGTH.toNanos() ? Renewal.UNKNOWN : Renewal.LOST;
    }
  }

  private void lose() {
    lost.set(true);
    onLoss.run();
  }

  /// @throws Jobs.Fenced when the lease is lost or too short to send a changing command under
  void mustHold() {
    if (lost.get() || !jobs.holds(id, epoch, TO_SPARE)) {
      lose();
      throw new Jobs.Fenced(id, epoch);
    }
  }

  boolean lost() {
    return lost.get();
  }

  @Override
  public void close() {
    over.countDown();
  }
}
