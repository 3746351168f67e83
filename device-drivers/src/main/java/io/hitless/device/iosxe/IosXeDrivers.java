package io.hitless.device.iosxe;

import io.hitless.device.Change;
import io.hitless.device.Credentials;
import io.hitless.device.Destinations;
import io.hitless.device.DeviceException;
import io.hitless.device.Drivers;
import io.hitless.device.Identity;
import io.hitless.device.IssuDriver;
import io.hitless.device.SessionLog;
import io.hitless.device.Target;
import io.hitless.device.cli.CliSession;
import io.hitless.device.command.Phrase;
import io.hitless.device.iosxe.show.Printed;
import io.hitless.device.iosxe.show.ShowVersion;
import io.hitless.device.ssh.Shell;
import io.hitless.device.ssh.SshConnections;
import java.time.InstantSource;
import java.util.Optional;

/// Opens sessions with Catalyst switches on IOS XE, all over one shared SSH client. One for the
/// whole process; closing it cuts every session.
public final class IosXeDrivers implements Drivers, AutoCloseable {
  /// What configuration and install commands need on IOS.
  static final int PRIVILEGED = 15;

  private final InstantSource clock;
  private final DriverSettings settings;
  private final Destinations destinations;
  private final SshConnections connections;

  /// Speaks to any address.
  public IosXeDrivers(InstantSource clock, DriverSettings settings) {
    this(clock, settings, Destinations.ANY);
  }

  public IosXeDrivers(InstantSource clock, DriverSettings settings, Destinations destinations) {
    this.clock = clock;
    this.settings = settings;
    this.destinations = destinations;
    this.connections = new SshConnections(settings.ssh(), destinations);
  }

  @Override
  public IssuDriver open(Target target, SessionLog log) {
    return session(
        target,
        connections.open(target),
        Delivery.to(target, connections),
        log,
        clock,
        settings,
        destinations,
        PRIVILEGED);
  }

  @Override
  public IssuDriver meet(Target target, SessionLog log) {
    return session(
        target,
        connections.open(target),
        Delivery.to(target, connections),
        log,
        clock,
        settings,
        destinations,
        0);
  }

  /// The session on an open terminal.
  static IssuDriver over(
      Target target,
      Shell shell,
      Delivery delivery,
      SessionLog log,
      InstantSource clock,
      DriverSettings settings) {
    return session(target, shell, delivery, log, clock, settings, Destinations.ANY, PRIVILEGED);
  }

  private static IssuDriver session(
      Target target,
      Shell shell,
      Delivery delivery,
      SessionLog log,
      InstantSource clock,
      DriverSettings settings,
      Destinations destinations,
      int least) {
    CliSession session =
        CliSession.open(target.name(), shell, target.credentials(), log, clock, settings.cli());
    try {
      int privilege = privilege(target, session, least);
      Identity identity = new Identity(session.name(), session.hostKey(), privilege);
      return new Discreet(
          new IosXeDriver(target.name(), session, identity, settings, delivery, destinations),
          session);
    } catch (DeviceException trouble) {
      session.close();
      throw session.struck(trouble);
    } catch (RuntimeException trouble) {
      session.close();
      throw trouble;
    }
  }

  @Override
  public String words(Change change) {
    return Verb.of(change).words();
  }

  private static int privilege(Target target, CliSession session, int least) {
    Credentials credentials = target.credentials();
    int level = level(session);
    if (level < PRIVILEGED && credentials.enableSecret().isPresent()) {
      session.enable(credentials);
      level = level(session);
    }
    if (level < least) {
      throw new DeviceException.NotAuthorised(
          target.name()
              + ": user "
              + credentials.username()
              + " has privilege "
              + level
              + " where changes need "
              + PRIVILEGED);
    }
    return level;
  }

  /// A device that cannot tell a privilege is no Catalyst: its `show version` says what it is.
  private static int level(CliSession session) {
    Optional<Integer> level = session.privilege();
    if (level.isPresent()) {
      return level.get();
    }
    Printed version = Printed.of(session.run(Phrase.SHOW_VERSION.with()));
    ShowVersion.parse(version);
    throw version.refused("it does not tell the privilege of our account");
  }

  @Override
  public void close() {
    connections.close();
  }
}
