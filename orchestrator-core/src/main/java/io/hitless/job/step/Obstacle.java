package io.hitless.job.step;

import io.hitless.device.DeviceException;
import io.hitless.device.IssuDriver;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Redundancy;
import io.hitless.device.facts.RedundancyLink;
import io.hitless.device.facts.Topology;
import io.hitless.job.Look;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What keeps redundancy from being complete though no abort would mend it, or an abort would make
/// it worse. Such a job is held for a person, whatever its order says about failures; the device's
/// own timer goes on. What cannot be told stands in nobody's way.
final class Obstacle {
  private Obstacle() {}

  /// The stop that it calls for; absent when going back is the order's to decide.
  static Optional<StepResult> beyondAbort(Turn turn, Look look) {
    return alone(turn, look).or(() -> mismatch(turn, look)).or(() -> refusedLines(turn, look));
  }

  /// Going back reloads the unit that runs the target: alone, it carries all the traffic.
  private static Optional<StepResult> alone(Turn turn, Look look) {
    Redundancy redundancy = look.redundancy().value();
    boolean gone =
        redundancy
            .peer()
            .map(peer -> !peer.state().toUpperCase(Locale.ROOT).startsWith("STANDBY"))
            .orElse(true);
    boolean onTarget = look.active().sameRelease(turn.order().target());
    return onTarget && gone
        ? Optional.of(
            StepResult.park(
                "peer-lost",
                "The other unit has not come back since the switchover: it has no power, did not"
                    + " boot, or the links between the units are broken. The one that carries the"
                    + " traffic is not reloaded.",
                look.evidence()))
        : Optional.empty();
  }

  private static Optional<StepResult> mismatch(Turn turn, Look look) {
    return told(
            turn,
            driver -> {
              if (driver.topology().value() != Topology.STACKWISE_VIRTUAL) {
                return Optional.empty();
              }
              Reading<List<RedundancyLink.Member>> members = driver.members();
              boolean turnedAway =
                  members.value().stream()
                      .anyMatch(member -> member.state().equalsIgnoreCase("V-Mismatch"));
              return turnedAway ? Optional.of(members.evidence()) : Optional.empty();
            })
        .map(lines ->
            StepResult.park(
                "version-mismatch",
                "A unit is turned away because of the release that it runs (V-Mismatch).",
                with(lines, look)));
  }

  private static Optional<StepResult> refusedLines(Turn turn, Look look) {
    return told(
            turn,
            driver -> {
              Reading<List<String>> failures = driver.configSyncFailures();
              return failures.value().isEmpty()
                  ? Optional.empty()
                  : Optional.of(failures.evidence());
            })
        .map(lines ->
            StepResult.park(
                "config-sync-failed",
                "The standby refuses lines of the configuration, so it cannot get in step; the"
                    + " device's own timer takes the upgrade back.",
                with(lines, look)));
  }

  private interface Question {
    Optional<List<String>> ask(IssuDriver driver);
  }

  private static Optional<List<String>> told(Turn turn, Question question) {
    try {
      return question.ask(turn.session());
    } catch (DeviceException untold) {
      turn.closeSession();
      return Optional.empty();
    }
  }

  private static List<String> with(List<String> lines, Look look) {
    List<String> all = new ArrayList<>(lines);
    Stream.concat(Stream.of(""), look.evidence().stream()).forEach(all::add);
    return all;
  }
}
