package io.hitless.device.sim;

import java.time.Duration;
import java.util.List;

/// What each mishap does to the device at the moment it strikes. Those that wait for something else
/// are kept as standing.
final class Strike {
  private final Chassis chassis;
  private final List<Mishap> standing;

  Strike(Chassis chassis, List<Mishap> standing) {
    this.chassis = chassis;
    this.standing = standing;
  }

  void with(Mishap mishap) {
    switch (mishap) {
      case Mishap.BundleBoot(_, int unit) -> units(unit).forEach(one -> one.bundle(true));
      case Mishap.LittleSpace(_, int unit, long bytes) ->
          units(unit).forEach(one -> one.flash().leaveFree(bytes));
      case Mishap.ManualBoot(_, int unit) -> units(unit).forEach(one -> one.manualBoot(true));
      case Mishap.ConfigurationChanges(_, String line) ->
          chassis.configuration().apply(line, "somebody", chassis.timeline().now());
      case Mishap.LeftOver leftOver -> leave(leftOver);
      case Mishap.ForeignIssu foreign -> foreign(foreign);
      case Mishap.BadImage(_, Mishap.Defect defect) -> spoil(defect);
      case Mishap.Smu smu -> list(smu);
      case Mishap.RedundancyMode(_, String mode) -> chassis.redundancy().configuredMode(mode);
      case Mishap.MismatchedCommand mismatch -> {
        chassis.redundancy().mismatch(mismatch.line());
        if (mismatch.breaksSync()) {
          standing.add(mismatch);
        }
      }
      case Mishap.EngineBusy(_, double seconds) -> busy(seconds);
      case Mishap.EngineWedged(_) -> chassis.install().wedge();
      case Mishap.StandbyReloads(_) ->
          chassis.redundancy().reloadStandby(chassis.peer().running(), "Critical process fault");
      case Mishap.PowerLoss(_, int unit, double backAfter) -> powerLoss(unit, backAfter);
      case Mishap.BothReload(_) -> chassis.reload("Critical process fault");
      case Mishap.DualActive(_, boolean answers) -> chassis.redundancy().split(answers);
      case Mishap.TimerExpires(_) -> chassis.install().expireNow();
      case Mishap.ClockJumps(_, double seconds) -> chassis.clock().jump(span(seconds));
      case Mishap.Renamed(_, String hostname) -> chassis.rename(hostname);
      case Mishap.PromptChanges(_, String suffix) -> chassis.promptSuffix(suffix);
      case Mishap.NewHostKey(_) -> chassis.newHostKey();
      case Mishap.OtherAlgorithms(_, String release) -> chassis.speaksLike(Release.of(release));
      case Mishap.LinesFull(_, double seconds) -> linesFull(seconds);
      case Mishap.LogStorm(_, int lines, double perSecond) -> storm(lines, perSecond);
      case Mishap.Remark(_, String text) -> chassis.install().say(text);
      case Mishap.AddFails kept -> standing.add(kept);
      case Mishap.StandbyStuck kept -> standing.add(kept);
      case Mishap.VersionMismatch kept -> standing.add(kept);
      case Mishap.BootsAsBefore kept -> standing.add(kept);
      case Mishap.SlowBoot kept -> standing.add(kept);
      case Mishap.IdleCut kept -> standing.add(kept);
      case Mishap.CopyBreaks kept -> standing.add(kept);
      case Mishap.CopyDamaged kept -> standing.add(kept);
      case Mishap.Denied _,
          Mishap.DroppedVerb _,
          Mishap.Refused _,
          Mishap.HollowSuccess _,
          Mishap.Hangs _,
          Mishap.AsksFirst _,
          Mishap.OtherOutput _,
          Mishap.EndlessOutput _,
          Mishap.EndlessMore _,
          Mishap.SessionDrops _,
          Mishap.OutputFreezes _,
          Mishap.OutputCrawls _,
          Mishap.LatePrompt _,
          Mishap.DoubleEcho _,
          Mishap.Garnished _ -> {}
    }
  }

  private static Duration span(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  private List<Unit> units(int unit) {
    return unit == 0 ? chassis.units() : List.of(chassis.units().get(unit - 1));
  }

  private void list(Mishap.Smu smu) {
    chassis.smus().put(smu.file(), smu.state().charAt(0));
    if (!smu.gone()) {
      StoredFile file = StoredFile.of(smu.file(), 61_440, chassis.timeline().now());
      chassis.units().forEach(unit -> unit.flash().put(file));
    }
  }

  private void leave(Mishap.LeftOver leftOver) {
    Release release = Release.of(leftOver.version());
    for (Unit unit : units(leftOver.unit())) {
      unit.flash().unpack(chassis.profile(), release, chassis.timeline().now());
      unit.packages().put(release, PackageState.INACTIVE);
    }
    if (leftOver.issu()) {
      chassis.install().open(new Issu(Issu.Kind.STEP_BY_STEP, release, chassis.release()));
    }
  }

  private void foreign(Mishap.ForeignIssu foreign) {
    Release target = Release.of(foreign.version());
    Issu issu = new Issu(Issu.Kind.STEP_BY_STEP, target, chassis.release());
    chassis.install().open(issu);
    issu.begin(
        "Activate location standby " + chassis.peer().calledByIssu(), chassis.timeline().now());
    chassis.peer().packages().put(target, PackageState.UNCOMMITTED);
    if (foreign.state().equals("ACTIVATED")) {
      issu.reach(Issu.State.STANDBY_ACTIVATED);
      issu.reach(Issu.State.SWITCHED_OVER);
      issu.reach(Issu.State.ACTIVATED);
      for (Unit unit : chassis.units()) {
        unit.packages().put(target, PackageState.UNCOMMITTED);
        unit.boots(target);
      }
      chassis.install().startTimer(Duration.ofHours(2));
    } else {
      chassis.active().packages().put(target, PackageState.INACTIVE);
    }
  }

  private void spoil(Mishap.Defect defect) {
    Flash flash = chassis.active().flash();
    for (StoredFile file : flash.files()) {
      if (file.image().isEmpty()) {
        continue;
      }
      switch (defect) {
        case ABSENT -> flash.delete(file.name());
        case CORRUPT -> flash.put(file.corrupted());
        case SHORT ->
            flash.put(StoredFile.of(file.name(), file.size() - 4_711_000, file.modified()));
        case OTHER_PLATFORM -> flash.put(file.forAnotherPlatform());
      }
    }
  }

  private void busy(double seconds) {
    InstallEngine engine = chassis.install();
    engine.hold(new EngineLock.Busy("someone else's"));
    chassis.timeline().after(span(seconds), () -> engine.release("someone else's", true));
  }

  private void powerLoss(int unit, double backAfter) {
    for (Unit one : units(unit)) {
      chassis.redundancy().powerOff(one);
      if (backAfter > 0) {
        chassis.timeline().after(span(backAfter), () -> chassis.redundancy().powerOn(one));
      }
    }
  }

  private void linesFull(double seconds) {
    int usual = chassis.vtyLines();
    chassis.vtyLines(0);
    chassis.timeline().after(span(seconds), () -> chassis.vtyLines(usual));
  }

  private void storm(int lines, double perSecond) {
    chassis
        .log()
        .add(
            "%LINEPROTO-5-UPDOWN: Line protocol on Interface Vlan"
                + lines
                + ", changed state to up");
    if (lines > 1) {
      chassis.timeline().after(span(1 / perSecond), () -> storm(lines - 1, perSecond));
    }
  }
}
