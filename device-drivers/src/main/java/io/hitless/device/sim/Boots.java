package io.hitless.device.sim;

import java.util.HashMap;
import java.util.Map;

/// The boots that are under way: a lone unit's, and a standby's climb from silence to hot.
final class Boots {
  private final Chassis chassis;
  private final Redundancy redundancy;
  private final Map<Unit, Procedure> running = new HashMap<>();

  Boots(Chassis chassis, Redundancy redundancy) {
    this.chassis = chassis;
    this.redundancy = redundancy;
  }

  /// A unit comes up with nobody beside it, then brings up its peer.
  void alone(Unit unit) {
    Procedure boot = chassis.procedure("boot");
    running.put(unit, boot);
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
              running.remove(unit);
              redundancy.begins(unit);
              if (chassis.peer().role() == UnitRole.BOOTING) {
                climb(chassis.peer());
              }
            })
        .start();
  }

  /// A unit goes down and boots a release, for as long as nothing more is said about it.
  void restart(Unit unit, Release into, String reason) {
    stop(unit);
    unit.becomes(UnitRole.BOOTING, chassis.timeline().now());
    unit.boots(chassis.troubles().boots(unit, into));
    unit.startedAt(chassis.timeline().now());
    unit.reloadReason(reason);
  }

  void stop(Unit unit) {
    Procedure boot = running.remove(unit);
    if (boot != null) {
      boot.stop();
    }
  }

  /// A restarted unit is seen by the active one, and climbs to hot.
  void climb(Unit unit) {
    stop(unit);
    Pace pace = chassis.pace();
    Procedure boot = chassis.procedure("standby");
    running.put(unit, boot);
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
    } else if (!unit.running().equals(chassis.release())
        && chassis.troubles().standing(Mishap.VersionMismatch.class).isPresent()) {
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
        .stuck(unit, role)
        .ifPresent(stuck -> {
          boot.stop();
          if (stuck.reloadsAfter() > 0) {
            Procedure givingUp =
                chassis
                    .procedure("standby")
                    .then(
                        chassis.pace().seconds(stuck.reloadsAfter()),
                        "gives-up",
                        () -> giveUp(unit, stuck));
            running.put(unit, givingUp);
            givingUp.start();
          }
        });
  }

  private void giveUp(Unit unit, Mishap.StandbyStuck stuck) {
    chassis.troubles().over(stuck);
    chassis
        .log()
        .add("%RF-3-NOTIF_TMO: Notification timer Expired for RF Client: Redundancy Mode RF(5030)");
    if (unit == chassis.peer()) {
      redundancy.reloadStandby(unit.running(), "Redundancy failure");
    }
  }

  private void synchronise(Procedure boot) {
    boolean newSoftware =
        chassis.units().stream()
            .anyMatch(unit -> unit.packages().get(unit.running()) == PackageState.UNCOMMITTED);
    if (newSoftware && chassis.troubles().standing(Mishap.MismatchedCommand.class).isPresent()) {
      chassis
          .log()
          .add(
              "%HA_CONFIG_SYNC-3-BULK_CFGSYNC: Bulk Sync failed, see 'show redundancy config-sync failures mcl'");
      boot.stop();
    } else {
      chassis.log().add("%HA_CONFIG_SYNC-6-BULK_CFGSYNC_SUCCEED: Bulk Sync succeeded");
    }
  }

  private void hot(Unit unit) {
    running.remove(unit);
    unit.becomes(UnitRole.STANDBY_HOT, chassis.timeline().now());
    redundancy.reached();
  }
}
