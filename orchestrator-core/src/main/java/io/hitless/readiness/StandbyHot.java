package io.hitless.readiness;

import io.hitless.device.DeviceException;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Redundancy;
import io.hitless.device.facts.Redundancy.Processor;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.device.facts.StandbyState;
import java.time.Duration;
import java.util.Optional;

/// Whether the standby could take over this minute, and has been able to for long enough to be
/// believed.
final class StandbyHot implements Check {
  @Override
  public String id() {
    return "standby-hot";
  }

  @Override
  public CheckResult look(Subject subject) {
    Reading<Redundancy> redundancy = subject.readings().redundancy();
    Reading<StandbyState> standby = subject.readings().standby();
    Finding finding = Finding.on(redundancy, standby);
    Optional<String> cold = cold(redundancy.value(), standby.value());
    if (cold.isPresent()) {
      return finding.fail(this, cold.get());
    }
    Processor peer = redundancy.value().peer().orElseThrow();
    Optional<SoftwareVersion> ours = redundancy.value().active().version();
    Optional<SoftwareVersion> its = peer.version();
    if (ours.isEmpty() || its.isEmpty()) {
      return finding.unknown(
          this, "The standby is hot, but the device does not say which image each side runs.");
    }
    if (!ours.get().sameRelease(its.get())) {
      return finding.fail(
          this,
          "The standby is hot, but runs %s while the active unit runs %s."
              .formatted(its.get().release(), ours.get().release()));
    }
    return young(subject, finding, redundancy.value(), peer);
  }

  private static Optional<String> cold(Redundancy redundancy, StandbyState standby) {
    if (!redundancy.duplex() || redundancy.peer().isEmpty()) {
      return Optional.of("There is no second unit in redundancy.");
    }
    if (!redundancy.communicationsUp()) {
      return Optional.of("The two units do not talk to each other (Communications is down).");
    }
    if (!redundancy.peer().get().standbyHot()) {
      return Optional.of(
          "The standby is " + redundancy.peer().get().state() + ", not STANDBY HOT.");
    }
    return standby.hot()
        ? Optional.empty()
        : Optional.of("The standby is " + standby.state() + ", not STANDBY HOT.");
  }

  private CheckResult young(
      Subject subject, Finding finding, Redundancy redundancy, Processor peer) {
    Duration steady = subject.thresholds().steadyFor();
    if (peer.uptime().isEmpty()) {
      return finding.warn(this, "The standby is hot, but the device does not say for how long.");
    }
    if (peer.uptime().get().compareTo(steady) < 0) {
      return finding.warn(
          this,
          "The standby is hot for %d min only; it counts as steady after %d."
              .formatted(peer.uptime().get().toMinutes(), steady.toMinutes()));
    }
    Duration quiet = subject.thresholds().quietAfterSwitchover();
    boolean recent =
        redundancy.switchovers() > 0
            && redundancy.active().uptime().map(up -> up.compareTo(quiet) < 0).orElse(true);
    return recent
        ? finding.warn(
            this,
            "The standby is hot, but the units switched over less than an hour ago or at a time unknown"
                + history(subject, finding)
                + ".")
        : finding.pass(this, "The standby is hot, steady, and runs the same image.");
  }

  /// Evidence only: nothing is decided by it, so nothing fails without it.
  private static String history(Subject subject, Finding finding) {
    try {
      finding.and(subject.readings().switchoverHistory());
      return "";
    } catch (DeviceException.NotAuthorised | DeviceException.UnrecognisedOutput unread) {
      return "; the history was not read: " + Unanswered.oneLine(unread.getMessage());
    }
  }
}
