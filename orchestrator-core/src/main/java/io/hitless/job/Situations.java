package io.hitless.job;

import io.hitless.device.facts.InstallSummary;
import io.hitless.device.facts.InstallSummary.State;
import io.hitless.device.facts.IssuState.InProgress;
import io.hitless.device.facts.SoftwareVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says what a look amounts to. Whatever fits nothing is [Situation#STRANGE], never the nearest.
public final class Situations {
  private static final Pattern VERSION =
      Pattern.compile("\\d{1,4}\\.\\d{1,4}\\.\\d{1,9}[A-Za-z0-9]*");

  private final Look look;
  private final SoftwareVersion from;
  private final SoftwareVersion target;

  private Situations(Look look, SoftwareVersion from, SoftwareVersion target) {
    this.look = look;
    this.from = from;
    this.target = target;
  }

  /// @param from release before the upgrade
  /// @param target release of the order
  /// @param begun whether a unit is known to have restarted since an activation of ours was meant
  public static Situation of(
      Look look, SoftwareVersion from, SoftwareVersion target, boolean begun) {
    var situations = new Situations(look, from, target);
    Situation seen =
        look.issu().value().inProgress().map(situations::going).orElseGet(situations::idle);
    boolean backAgain = begun && (seen == Situation.LISTED || seen == Situation.ADDED);
    return backAgain ? Situation.LISTED_AFTER_RELOAD : seen;
  }

  private Situation going(InProgress operation) {
    if (operation.addedImage().map(this::otherRelease).orElse(false)) {
      return Situation.OTHER_UPGRADE;
    }
    if (operation.abortReason().isPresent()
        || operation.lastOperation().toLowerCase(Locale.ROOT).startsWith("abort")) {
      return Situation.ROLLING_BACK;
    }
    return switch (operation.phase()) {
      case ADDED -> added(operation);
      case STANDBY_ACTIVATED -> Situation.ACTIVATING;
      case ACTIVE_SWITCHED_OVER -> runs(from) ? Situation.ROLLING_BACK : Situation.ACTIVATING;
      case ACTIVATED -> operation.committing() ? Situation.COMMITTING : activated(operation);
    };
  }

  private Situation added(InProgress operation) {
    if (operation.activationBegun() || look.timerRuns()) {
      return Situation.ACTIVATING;
    }
    boolean untouched = runs(from) && look.peer().map(from::sameRelease).orElse(true);
    return untouched ? whatWasAdded() : Situation.STRANGE_UPGRADE;
  }

  /// `Added state` names no image on 16.9: what was added, and where, the install database says. An
  /// add that failed on one unit stays in this state.
  private Situation whatWasAdded() {
    InstallSummary install = look.install().value();
    List<String> target = install.holding(this.target, State.INACTIVE);
    boolean another =
        install
            .packages()
            .anyMatch(held -> held.state() == State.INACTIVE && !held.isRelease(this.target));
    if (another) {
      return Situation.OTHER_UPGRADE;
    }
    if (target.isEmpty()) {
      return Situation.STRANGE_UPGRADE;
    }
    return everywhere(install, target) ? Situation.ADDED : Situation.LISTED_PARTLY;
  }

  /// 16.9 prints no abort reason: there a device that goes back is told by the release that runs
  /// and by its timer, which a roll-back stops first.
  private Situation activated(InProgress operation) {
    if (!runs(target) && !runs(from)) {
      return Situation.STRANGE_UPGRADE;
    }
    boolean terminal =
        operation.terminalReached() && operation.operatingMode().equals("sso") && look.hot();
    if (!terminal || look.peer().isEmpty()) {
      return runs(from) ? Situation.ROLLING_BACK : Situation.ACTIVATING;
    }
    SoftwareVersion peer = look.peer().get();
    if (!peer.sameRelease(look.active())) {
      return look.timerRuns() || !known(peer) ? Situation.MIXED : Situation.ROLLING_BACK;
    }
    return runs(target) ? Situation.ACTIVATED : Situation.ROLLING_BACK;
  }

  private Situation idle() {
    if (!look.hot()) {
      return runs(target)
          ? Situation.TARGET_PEER_AWAY
          : runs(from) ? Situation.OLD_PEER_AWAY : Situation.STRANGE;
    }
    Optional<SoftwareVersion> peer = look.peer();
    if (peer.isEmpty()) {
      return Situation.STRANGE;
    }
    if (!peer.get().sameRelease(look.active())) {
      return known(peer.get()) && known(look.active()) ? Situation.MIXED : Situation.STRANGE;
    }
    return runs(target) ? idleOnTarget() : runs(from) ? idleOnOld() : Situation.STRANGE;
  }

  private Situation idleOnTarget() {
    InstallSummary install = look.install().value();
    boolean committed = everywhere(install, install.holding(target, State.COMMITTED));
    return committed && install.clean() ? Situation.TARGET_CLEAN : Situation.TARGET_UNCOMMITTED;
  }

  private Situation idleOnOld() {
    InstallSummary install = look.install().value();
    if (install.clean()) {
      return everywhere(install, install.holding(from, State.COMMITTED))
          ? Situation.OLD_CLEAN
          : Situation.STRANGE;
    }
    boolean onlyTargetIsMore =
        install
            .packages()
            .allMatch(held ->
                held.state() == State.COMMITTED
                    || (held.state() == State.INACTIVE && held.isRelease(target)));
    List<String> listed = install.holding(target, State.INACTIVE);
    if (!onlyTargetIsMore || listed.isEmpty()) {
      return Situation.OLD_LEFTOVERS;
    }
    if (look.timerRuns()) {
      // The timer is the first that an activation shows.
      return Situation.ACTIVATING;
    }
    return everywhere(install, listed) ? Situation.LISTED : Situation.LISTED_PARTLY;
  }

  private static boolean everywhere(InstallSummary install, List<String> units) {
    return install.locations().size() >= 2 && units.containsAll(install.locations());
  }

  private boolean runs(SoftwareVersion release) {
    return look.active().sameRelease(release);
  }

  private boolean known(SoftwareVersion release) {
    return release.sameRelease(from) || release.sameRelease(target);
  }

  private boolean otherRelease(String image) {
    Matcher version = VERSION.matcher(image);
    return version.find()
        && SoftwareVersion.parse(version.group())
            .map(release -> !release.sameRelease(target))
            .orElse(false);
  }
}
