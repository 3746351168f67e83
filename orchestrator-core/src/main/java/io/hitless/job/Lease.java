package io.hitless.job;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a job's lease while its turn runs. One virtual thread renews it three times in its length;
/// another, which never waits for the database, knows when it ends unless renewed. Once it is lost,
/// whatever the turn still says to a device is cut off.
///
/// The database's clock decides who holds a job. The end that is known here is never later: it
/// counts from the moment before the database was asked.
final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  /// How long a holder may be out of touch before another takes over. Not scaled: it guards against
  /// our failures.
  static final Duration LENGTH = Duration.ofSeconds(20);

  /// What must be left of it when a changing command is sent.
  static final Duration TO_SPARE = Duration.ofSeconds(10);

  private static final Duration TICK = Duration.ofSeconds(1);

  private final Jobs jobs;
  private final JobId id;
  private final long epoch;
  private final Duration length;
  private final Runnable tick;
  private final Runnable onLoss;
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicBoolean lost = new AtomicBoolean();

  /// By this process's own clock, that of [System#nanoTime].
  private volatile long until;

  /// @param length for which it was claimed, and is renewed
  /// @param asked [System#nanoTime] before the claim
  /// @param tick done once a second while the lease is kept
  /// @param onLoss done at once when it is lost
  Lease(
      Jobs jobs,
      JobId id,
      long epoch,
      Duration length,
      long asked,
      Runnable tick,
      Runnable onLoss) {
    this.jobs = jobs;
    this.id = id;
    this.epoch = epoch;
    this.length = length;
    this.until = asked + length.toNanos();
    this.tick = tick;
    this.onLoss = onLoss;
    Thread.ofVirtual().name("lease-" + id).start(this::renewInTime);
    Thread.ofVirtual().name("lease-end-" + id).start(this::watch);
  }

  private void renewInTime() {
    Duration pause = length.dividedBy(3).compareTo(TICK) < 0 ? length.dividedBy(3) : TICK;
    try {
      while (!over.await(pause.toNanos(), TimeUnit.NANOSECONDS) && !lost.get()) {
        if (left() <= length.toNanos() * 2 / 3) {
          renew();
        }
        tick.run();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error broken) {
      LOG.error("the lease of job {} is no longer kept", id, broken);
      lose();
    }
  }

  /// While the database is away nobody else can have the lease either, but only for as long as it
  /// lasts: what runs in the foreground is listened to until then, and its end is read later.
  private void renew() {
    long asked = System.nanoTime();
    try {
      if (jobs.renew(id, epoch, length)) {
        until = asked + length.toNanos();
        return;
      }
      LOG.warn("the lease of job {} (epoch {}) was lost", id, epoch);
      lose();
    } catch (RuntimeException away) {
      LOG.warn("the lease of job {} can't be renewed: {}", id, away.getMessage());
    }
  }

  /// Also when a renewal hangs, the session ends with the lease.
  private void watch() {
    try {
      for (long left = left(); left > 0; left = left()) {
        if (over.await(left, TimeUnit.NANOSECONDS)) {
          return;
        }
      }
      LOG.warn("the lease of job {} (epoch {}) ran out", id, epoch);
      lose();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private long left() {
    return until - System.nanoTime();
  }

  private void lose() {
    if (over.getCount() > 0 && lost.compareAndSet(false, true)) {
      onLoss.run();
    }
  }

  /// @throws Jobs.Fenced when the lease is lost or too short to send a changing command under
  void mustHold() {
    if (lost() || !jobs.holds(id, epoch, TO_SPARE)) {
      lose();
      throw new Jobs.Fenced(id, epoch);
    }
  }

  /// Asks nobody but the clock: for the moment before a key is pressed, when [#mustHold] has been
  /// asked already and this process may have slept since.
  ///
  /// @throws Jobs.Fenced when the lease is over
  void mustStand() {
    if (lost()) {
      lose();
      throw new Jobs.Fenced(id, epoch);
    }
  }

  boolean lost() {
    return lost.get() || left() <= 0;
  }

  @Override
  public void close() {
    over.countDown();
  }
}
