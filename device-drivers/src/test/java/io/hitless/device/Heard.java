package io.hitless.device;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A session log that keeps what it hears.
public final class Heard implements SessionLog {
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final StringBuffer received = new StringBuffer();
  private final List<String> deviceLog = new CopyOnWriteArrayList<>();

  @Override
  public void sent(Instant at, String line) {
    sent.add(line);
  }

  @Override
  public void received(Instant at, String text) {
    received.append(text);
  }

  @Override
  public void deviceLog(Instant at, String line) {
    deviceLog.add(line);
  }

  public List<String> sent() {
    return List.copyOf(sent);
  }

  public String received() {
    return received.toString();
  }

  public List<String> deviceLog() {
    return List.copyOf(deviceLog);
  }
}
