package io.hitless.device.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// Device time that moves only when told to: hours of an upgrade in a millisecond, the same way
/// every time.
final class VirtualTimeline implements Timeline {
  private record Due(Instant at, long order, Runnable work, AtomicBoolean cancelled) {}

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private final Deque<Runnable> queue = new ArrayDeque<>();
  private Instant now;
  private long order;
  private boolean running;

  VirtualTimeline(Instant start) {
    now = start;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void run(Runnable work) {
    queue.add(work);
    if (running) {
      return;
    }
    running = true;
    try {
      for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
        next.run();
      }
    } finally {
      running = false;
    }
  }

  @Override
  public Timer after(Duration wait, Runnable work) {
    AtomicBoolean cancelled = new AtomicBoolean();
    due.add(new Due(now.plus(wait), order++, work, cancelled));
    return () -> cancelled.set(true);
  }

  void advance(Duration stretch) {
    Instant end = now.plus(stretch);
    while (!due.isEmpty() && !due.peek().at().isAfter(end)) {
      Due next = due.remove();
      now = next.at();
      if (!next.cancelled().get()) {
        run(next.work());
      }
    }
    now = end;
  }
}
