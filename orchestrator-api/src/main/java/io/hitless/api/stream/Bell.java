package io.hitless.api.stream;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes one client's thread. A ring is kept until it is heard, and many rings are one.
final class Bell {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();
  private boolean ringing;

  void ring() {
    lock.lock();
    try {
      ringing = true;
      rung.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a ring; false when none came within `patience`.
  boolean heard(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (!ringing && left > 0) {
        left = rung.awaitNanos(left);
      }
      boolean heard = ringing;
      ringing = false;
      return heard;
    } finally {
      lock.unlock();
    }
  }
}
