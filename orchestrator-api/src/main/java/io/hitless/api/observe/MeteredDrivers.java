package io.hitless.api.observe;

import io.hitless.device.Change;
import io.hitless.device.DeviceException;
import io.hitless.device.Drivers;
import io.hitless.device.IssuDriver;
import io.hitless.device.SessionLog;
import io.hitless.device.Target;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Times and counts sessions of one kind, and what is asked in them.
public final class MeteredDrivers implements Drivers {
  private final Drivers drivers;
  private final Meters meters;
  private final AtomicInteger open = new AtomicInteger();

  /// @param kind what the sessions are for (`job`, `readiness`)
  public MeteredDrivers(Drivers drivers, Meters meters, String kind) {
    this.drivers = drivers;
    this.meters = meters;
    meters.sshSessions(kind, open::get);
    // At zero from the start: a first refusal is an increase then.
    Words.CONNECT_RESULTS.forEach(meters::sshConnect);
    for (Question question : Question.values()) {
      meters.unrecognised(question.word());
    }
  }

  @Override
  public IssuDriver open(Target target, SessionLog log) {
    return timed(() -> drivers.open(target, log));
  }

  @Override
  public IssuDriver meet(Target target, SessionLog log) {
    return timed(() -> drivers.meet(target, log));
  }

  private IssuDriver timed(Supplier<IssuDriver> opening) {
    long begun = System.nanoTime();
    try {
      IssuDriver session = opening.get();
      connected(Words.CONNECTED, begun);
      open.incrementAndGet();
      return new MeteredSession(session, meters, open::decrementAndGet);
    } catch (DeviceException refused) {
      connected(refused.code(), begun);
      throw refused;
    }
  }

  private void connected(String result, long begun) {
    meters.sshConnect(result).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
  }

  @Override
  public String words(Change change) {
    return drivers.words(change);
  }
}
