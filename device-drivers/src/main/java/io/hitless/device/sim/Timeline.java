package io.hitless.device.sim;

import java.time.Duration;
import java.time.Instant;

/// A device's own time. Everything a simulated switch does happens on its timeline, one thing after
/// another, so that the model needs no locks.
interface Timeline {
  /// What the device's hardware clock would say, in device time.
  Instant now();

  /// Runs something in its turn, as soon as what is running has ended.
  void run(Runnable work);

  /// Runs something after a stretch of device time.
  Timer after(Duration wait, Runnable work);

  /// Something that will happen, unless it is called off.
  interface Timer {
    void cancel();
  }
}
