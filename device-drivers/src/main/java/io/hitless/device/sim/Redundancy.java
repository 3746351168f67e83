package io.hitless.device.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
  private final Map<Unit, Procedure> boots = new HashMap<>();
  private final List<String> mismatched = new ArrayList<>();
  private Instant upSince;
  private String mode = "sso";
  private int standbyFailures;
  private @Nullable Procedure takeover;

  Redundancy(Chassis chassis) {
    this.chassis = chassis;
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

  /// Restarts the standby into a release. It goes silent, is seen again, and climbs to hot.
  void reloadStandby(Release into, String reason) {
    Unit unit = chassis.peer();
    standbyFailures++;
    restart(unit, into, reason);
    climb(unit);
  }

  /// The active unit goes away and the hot standby takes its place. Sessions die without a word;
  /// the old active unit restarts into the given release and comes back as standby.
  void switchover(String reason, Release into) {
    Unit old = chassis.active();
    Unit next = chassis.peer();
    goDark();
    restart(old, into, reason);
    promote(old, next, reason);
    climb(old);
  }

  /// Both units restart at once: minutes without any switch.
  void reloadAll(Map<Unit, Release> into, String reason) {
    goDark();
    Unit first = chassis.active();
    Unit second = chassis.peer();
    restart(first, into.getOrDefault(first, first.running()), reason);
    if (second.role() != UnitRole.OFF) {
      restart(second, into.getOrDefault(second, second.running()), reason);
    }
    bootAlone(first);
  }

  /// A unit comes up with nobody beside it, then brings up its peer.
  private void bootAlone(Unit unit) {
    Procedure boot = chassis.procedure("boot");
    boots.put(unit, boot);
    boot.then(
            chassis.pace().seconds(Pace.BOOT_SILENT),
            "active-up",
            () -> {
              if (unit.manualBoot()) {
                unit.becomes(UnitRole.ROMMON, chassis.timeline().now());
                boot.stop();
              }
            })
        .then(
            chassis.pace().seconds(Pace.ALONE),
            "answers",
            () -> {
              boots.remove(unit);
              upSince = chassis.timeline().now();
              unit.becomes(UnitRole.ACTIVE, upSince);
              chassis.log().startAfresh();
              chassis.log().add("%SYS-5-RESTART: System restarted --");
              chassis.port().open();
              if (chassis.peer().role() == UnitRole.BOOTING) {
                climb(chassis.peer());
              }
            })
        .start();
  }

  /// A unit loses power, or is pulled. The active one takes its sessions with it.
  void powerOff(Unit unit) {
    stopBoot(unit);
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
      restart(next, next.running(), "Active lost");
      bootAlone(next);
    }
  }

  /// Power comes back: the unit boots what its packages.conf says.
  void powerOn(Unit unit) {
    restart(unit, unit.running(), "PowerOn");
    if (unit == chassis.active()) {
      bootAlone(unit);
    } else if (chassis.active().role() == UnitRole.OFF) {
      chassis.makeActive(unit);
      bootAlone(unit);
    } else if (chassis.active().role() == UnitRole.ACTIVE) {
      climb(unit);
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

  private void restart(Unit unit, Release into, String reason) {
    stopBoot(unit);
    unit.becomes(UnitRole.BOOTING, chassis.timeline().now());
    unit.boots(chassis.troubles().boots(unit, into));
    unit.startedAt(chassis.timeline().now());
    unit.reloadReason(reason);
  }

  private void stopBoot(Unit unit) {
    Procedure boot = boots.remove(unit);
    if (boot != null) {
      boot.stop();
    }
  }

  private void climb(Unit unit) {
    stopBoot(unit);
    Pace pace = chassis.pace();
    Procedure boot = chassis.procedure("standby");
    boots.put(unit, boot);
    chassis
        .troubles()
        .standing(Mishap.SlowBoot.class)
        .ifPresent(slow -> {
          double each = slow.seconds() / Math.max(1, slow.lines().size());
          slow.lines()
              .forEach(
                  line -> boot.then(pace.seconds(each), "slow", () -> chassis.install().say(line)));
        });
    stuckOr(unit, UnitRole.BOOTING, boot);
    boot.then(pace.seconds(Pace.BOOT_SILENT), "seen", () -> seen(unit, boot))
        .then(
            pace.seconds(Pace.COLD_CONFIG),
            "cold-filesys",
            () -> stuckOr(unit, UnitRole.COLD_FILESYS, boot))
        .then(
            pace.seconds(Pace.COLD_FILESYS),
            "cold-bulk",
            () -> {
              stuckOr(unit, UnitRole.COLD_BULK, boot);
              if (!unit.running().equals(chassis.release())) {
                chassis.log().add("%REDUNDANCY-3-IPC: IOS versions do not match.");
              }
            })
        .then(pace.seconds(Pace.COLD_BULK), "bulk-sync", () -> synchronise(boot))
        .then(pace.seconds(Pace.TERMINAL), "hot", () -> hot(unit))
        .start();
  }

  private void seen(Unit unit, Procedure boot) {
    if (unit.manualBoot()) {
      unit.becomes(UnitRole.ROMMON, chassis.timeline().now());
      boot.stop();
    } else if (chassis.troubles().standing(Mishap.VersionMismatch.class).isPresent()) {
      unit.becomes(UnitRole.MISMATCHED, chassis.timeline().now());
      boot.stop();
    } else {
      stuckOr(unit, UnitRole.COLD_CONFIG, boot);
    }
  }

  private void stuckOr(Unit unit, UnitRole role, Procedure boot) {
    unit.becomes(role, chassis.timeline().now());
    chassis
        .troubles()
        .stuck(role)
        .ifPresent(stuck -> {
          boot.stop();
          if (stuck.reloadsAfter() > 0) {
            chassis
                .procedure("standby")
                .then(
                    chassis.pace().seconds(stuck.reloadsAfter()),
                    "gives-up",
                    () -> giveUp(unit, stuck))
                .start();
          }
        });
  }

  private void giveUp(Unit unit, Mishap.StandbyStuck stuck) {
    chassis.troubles().over(stuck);
    chassis
        .log()
        .add("%RF-3-NOTIF_TMO: Notification timer Expired for RF Client: Redundancy Mode RF(5030)");
    if (unit == chassis.peer()) {
      reloadStandby(unit.running(), "Redundancy failure");
    }
  }

  private void synchronise(Procedure boot) {
    if (chassis.troubles().standing(Mishap.MismatchedCommand.class).isPresent()) {
      chassis
          .log()
          .add(
              "%HA_CONFIG_SYNC-3-BULK_CFGSYNC: Bulk Sync failed, see 'show redundancy config-sync failures mcl'");
      boot.stop();
    } else {
      chassis.log().add("%HA_CONFIG_SYNC-6-BULK_CFGSYNC_SUCCEED: Bulk Sync succeeded");
    }
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
    stopBoot(chassis.peer());
    if (landsOnRecovery) {
      chassis.peer().becomes(UnitRole.OFF, now);
      chassis.promptSuffix("(recovery-mode)");
    }
    loser.becomes(UnitRole.RECOVERY, now);
  }

  private void hot(Unit unit) {
    unit.becomes(UnitRole.STANDBY_HOT, chassis.timeline().now());
    boots.remove(unit);
    chassis.log().add("%RF-5-RF_TERMINAL_STATE: Terminal state reached for (SSO)");
    List<Runnable> waiters = List.copyOf(waitingForHot);
    waitingForHot.clear();
    waiters.forEach(Runnable::run);
  }
}
