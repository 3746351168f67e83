package io.hitless.device.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the two units stand by each other: boots, stateful switchovers and their history.
final class Redundancy {
  /// One line of `show redundancy switchover history`.
  record Switchover(int previousActive, int currentActive, String reason, Instant at) {}

  private final Chassis chassis;
  private final List<Switchover> history = new ArrayList<>();
  private final List<Runnable> waitingForHot = new ArrayList<>();
  private final Boots boots;
  private final List<String> mismatched = new ArrayList<>();
  private Instant upSince;
  private String mode = "sso";
  private int standbyFailures;
  private @Nullable Procedure takeover;

  Redundancy(Chassis chassis) {
    this.chassis = chassis;
    this.boots = new Boots(chassis, this);
    this.upSince = chassis.active().bootedAt();
  }

  List<Switchover> history() {
    return List.copyOf(history);
  }

  /// The mode asked for by the configuration: `sso` unless someone changed it.
  String configuredMode() {
    return mode;
  }

  void configuredMode(String name) {
    mode = name;
  }

  /// Configuration lines that the standby would not take.
  List<String> mismatchedCommands() {
    return List.copyOf(mismatched);
  }

  void mismatch(String line) {
    mismatched.add(line);
  }

  /// When service last began: a switchover does not end it.
  Instant systemUpSince() {
    return upSince;
  }

  int standbyFailures() {
    return standbyFailures;
  }

  /// Both units up and in step: what `sso, terminal state reached` says.
  boolean isTerminal() {
    return chassis.active().role() == UnitRole.ACTIVE
        && chassis.peer().role() == UnitRole.STANDBY_HOT;
  }

  /// Calls back once the standby is hot, at once when it is.
  void whenTerminal(Runnable then) {
    if (isTerminal()) {
      then.run();
    } else {
      waitingForHot.add(then);
    }
  }

  /// Nobody waits for the standby any more: the operation that did was given up.
  void forgetWaiters() {
    waitingForHot.clear();
  }

  /// Restarts the standby into a release. It goes silent, is seen again, and climbs to hot. One
  /// without power, at its boot loader or behind broken links hears nothing of it.
  void reloadStandby(Release into, String reason) {
    Unit unit = chassis.peer();
    boolean deaf =
        switch (unit.role()) {
          case OFF, ROMMON, RECOVERY -> true;
          case ACTIVE, STANDBY_HOT, COLD_CONFIG, COLD_FILESYS, COLD_BULK, BOOTING, MISMATCHED ->
              false;
        };
    if (deaf) {
      return;
    }
    standbyFailures++;
    boots.restart(unit, into, reason);
    boots.climb(unit);
  }

  /// The active unit goes away and the hot standby takes its place. Sessions die without a word;
  /// the old active unit restarts into the given release and comes back as standby.
  void switchover(String reason, Release into) {
    Unit old = chassis.active();
    Unit next = chassis.peer();
    goDark();
    boots.restart(old, into, reason);
    promote(old, next, reason);
    boots.climb(old);
  }

  /// Both units restart at once: minutes without any switch.
  void reloadAll(Map<Unit, Release> into, String reason) {
    goDark();
    Unit first = chassis.active();
    Unit second = chassis.peer();
    boots.restart(first, into.getOrDefault(first, first.running()), reason);
    if (second.role() != UnitRole.OFF) {
      boots.restart(second, into.getOrDefault(second, second.running()), reason);
    }
    boots.alone(first);
  }

  /// A unit loses power, or is pulled. The active one takes its sessions with it.
  void powerOff(Unit unit) {
    boots.stop(unit);
    boolean wasActive = unit == chassis.active();
    UnitRole peer = chassis.peer().role();
    unit.becomes(UnitRole.OFF, chassis.timeline().now());
    if (!wasActive) {
      standbyFailures++;
      return;
    }
    goDark();
    Unit next = chassis.peer();
    if (peer == UnitRole.STANDBY_HOT) {
      chassis.install().restart();
      promote(unit, next, "active unit removed");
    } else if (peer != UnitRole.OFF && peer != UnitRole.ROMMON) {
      chassis.install().restart();
      chassis.makeActive(next);
      boots.restart(next, next.running(), "Active lost");
      boots.alone(next);
    }
  }

  /// Power comes back: the unit boots what its packages.conf says.
  void powerOn(Unit unit) {
    boots.restart(unit, unit.running(), "PowerOn");
    if (unit == chassis.active()) {
      boots.alone(unit);
    } else if (chassis.active().role() == UnitRole.OFF) {
      chassis.makeActive(unit);
      boots.alone(unit);
    } else if (chassis.active().role() == UnitRole.ACTIVE) {
      boots.climb(unit);
    }
  }

  private void goDark() {
    if (takeover != null) {
      takeover.stop();
    }
    chassis.port().vanish();
    chassis.port().close();
  }

  private void promote(Unit old, Unit next, String reason) {
    Instant now = chassis.timeline().now();
    chassis.makeActive(next);
    next.becomes(UnitRole.ACTIVE, now);
    history.add(new Switchover(old.number(), next.number(), reason, now));
    chassis.log().startAfresh();
    chassis
        .log()
        .add(
            "%PLATFORM-6-HASTATUS_DETAIL: RP switchover, received chassis event became active. Switch to"
                + " primary (count "
                + history.size()
                + ")");
    Procedure answering =
        chassis
            .procedure("takeover")
            .then(chassis.pace().seconds(Pace.TAKEOVER), "answer", chassis.port()::open);
    takeover = answering;
    answering.start();
  }

  /// The links between the units are gone: both think they are active, and one steps back into
  /// recovery.
  ///
  /// @param landsOnRecovery whether the management address ends on that one
  void split(boolean landsOnRecovery) {
    Instant now = chassis.timeline().now();
    Unit loser = landsOnRecovery ? chassis.active() : chassis.peer();
    chassis
        .log()
        .add(
            "%STACKMGR-1-DUAL_ACTIVE_CFG_MSG: Dual Active Detection links are not available anymore");
    boots.stop(chassis.peer());
    if (landsOnRecovery) {
      chassis.peer().becomes(UnitRole.OFF, now);
      chassis.promptSuffix("(recovery-mode)");
    }
    loser.becomes(UnitRole.RECOVERY, now);
  }

  /// Service begins anew with a unit that came up alone.
  void begins(Unit unit) {
    upSince = chassis.timeline().now();
    unit.becomes(UnitRole.ACTIVE, upSince);
    chassis.log().startAfresh();
    chassis.log().add("%SYS-5-RESTART: System restarted --");
    chassis.port().open();
  }

  /// A standby has come up and is in step.
  void reached() {
    chassis.log().add("%RF-5-RF_TERMINAL_STATE: Terminal state reached for (SSO)");
    List<Runnable> waiters = List.copyOf(waitingForHot);
    waitingForHot.clear();
    waiters.forEach(Runnable::run);
  }
}
