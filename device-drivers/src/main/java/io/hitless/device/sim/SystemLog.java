package io.hitless.device.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/// The log of a device: a bounded buffer, shown live only on lines that asked for it by `terminal
/// monitor`.
final class SystemLog {
  private static final int KEPT = 400;

  /// A terminal line on which `terminal monitor` is on.
  interface Monitor {
    /// @param glued whether what is printed next continues on the same line, as real consoles show
    ///   it
    void logged(String line, boolean glued);
  }

  private final DeviceClock clock;
  private final Deque<String> lines = new ArrayDeque<>();
  private final Set<Monitor> monitors = new CopyOnWriteArraySet<>();
  private int count;

  SystemLog(DeviceClock clock) {
    this.clock = clock;
  }

  void add(String message) {
    emit(clock.logStamp() + ": " + message, false);
  }

  void addGlued(String message) {
    emit(clock.logStamp() + ": " + message, true);
  }

  private void emit(String line, boolean glued) {
    count++;
    lines.addLast(line);
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
    monitors.forEach(monitor -> monitor.logged(line, glued));
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  int count() {
    return count;
  }

  void watch(Monitor monitor) {
    monitors.add(monitor);
  }

  void unwatch(Monitor monitor) {
    monitors.remove(monitor);
  }

  /// A supervisor that took over has a buffer of its own.
  void startAfresh() {
    lines.clear();
    count = 0;
  }
}
