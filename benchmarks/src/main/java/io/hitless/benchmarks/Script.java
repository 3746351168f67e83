package io.hitless.benchmarks;

import io.hitless.device.Change;
import io.hitless.device.Drivers;
import io.hitless.device.IssuDriver;
import io.hitless.device.SessionLog;
import io.hitless.device.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Writes down what our driver types, so that others can type the same.
final class Script implements Drivers, SessionLog {
  private final Drivers drivers;
  private final List<String> lines = new ArrayList<>();

  Script(Drivers drivers) {
    this.drivers = drivers;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public IssuDriver open(Target target, SessionLog log) {
    return drivers.open(target, this);
  }

  @Override
  public String words(Change change) {
    return drivers.words(change);
  }

  @Override
  public void sent(Instant at, String line) {
    lines.add(line);
  }

  @Override
  public void received(Instant at, String text) {}

  @Override
  public void deviceLog(Instant at, String line) {}
}
