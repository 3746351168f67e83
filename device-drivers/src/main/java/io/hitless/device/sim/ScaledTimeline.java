package io.hitless.device.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Device time that runs at real time divided by a scale: at 0.01 a switch lives a hundred seconds
/// a second.
final class ScaledTimeline implements Timeline {
  private static final Logger LOG = LoggerFactory.getLogger(ScaledTimeline.class);

  private final Threads threads;
  private final double scale;
  private final Instant start;
  private final long startNanos = System.nanoTime();
  private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  ScaledTimeline(Threads threads, double scale, Instant start) {
    if (!(scale > 0)) {
      throw new IllegalArgumentException("scale must be above zero: " + scale);
    }
    this.threads = threads;
    this.scale = scale;
    this.start = start;
  }

  @Override
  public Instant now() {
    return start.plusNanos((long) ((System.nanoTime() - startNanos) / scale));
  }

  @Override
  public void run(Runnable work) {
    queue.add(work);
    if (waiting.getAndIncrement() == 0) {
      threads.workers().execute(this::drain);
    }
  }

  @Override
  public Timer after(Duration wait, Runnable work) {
    AtomicBoolean cancelled = new AtomicBoolean();
    Runnable unlessCancelled =
        () -> {
          if (!cancelled.get()) {
            work.run();
          }
        };
    long nanos = Math.max(0, (long) (wait.toNanos() * scale));
    Future<?> future =
        threads.timer().schedule(() -> run(unlessCancelled), nanos, TimeUnit.NANOSECONDS);
    return () -> {
      cancelled.set(true);
      future.cancel(false);
    };
  }

  private void drain() {
    do {
      Runnable work = queue.poll();
      try {
        if (work != null) {
          work.run();
        }
      } catch (RuntimeException e) {
        LOG.error("the simulated switch stumbled", e);
      }
    } while (waiting.decrementAndGet() > 0);
  }
}
