package io.hitless.readiness;

import io.hitless.device.facts.IssuState;
import io.hitless.device.facts.IssuState.Health;
import io.hitless.device.facts.IssuState.InProgress;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Topology;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether no upgrade is going on, be it ours or anybody's; and, on 17.x, whether the device itself
/// holds an upgrade for possible.
final class IssuIdle implements Check {
  @Override
  public String id() {
    return "issu-idle";
  }

  @Override
  public CheckResult look(Subject subject) {
    Reading<IssuState> issu = subject.readings().issu();
    Finding finding = Finding.on(issu);
    return issu.value()
        .inProgress()
        .map(going -> finding.fail(this, busy(going)))
        .or(() -> issu.value().health().map(health -> judged(subject, health, finding)))
        .orElseGet(() -> finding.pass(this, "No in-service upgrade is in progress."));
  }

  /// `HA-REMOTE` is a pair of switches, `HA-STANDALONE` two supervisors in one chassis: the table
  /// must mean the same device as our own reading.
  private static Optional<String> otherThanRead(Subject subject, String mode, Finding finding) {
    Optional<Topology> meant =
        switch (mode) {
          case "HA-REMOTE" -> Optional.of(Topology.STACKWISE_VIRTUAL);
          case "HA-STANDALONE" -> Optional.of(Topology.DUAL_SUPERVISOR);
          default -> Optional.empty();
        };
    Reading<Topology> read = subject.readings().topology();
    if (meant.equals(Optional.of(read.value()))) {
      return Optional.empty();
    }
    finding.and(read);
    return Optional.of(
        "The device's own checks all say yes, but its operational mode is %s, which does not go with what was read (%s)."
            .formatted(mode, read.value()));
  }

  private static String busy(InProgress going) {
    return "An upgrade is in progress (%s%s); Hitless leaves alone what it did not start."
        .formatted(
            going.currentState(),
            going.lastOperation().isEmpty() ? "" : ", last operation: " + going.lastOperation());
  }

  private CheckResult judged(Subject subject, Health health, Finding finding) {
    if (!health.allPassed()) {
      String no =
          health.checks().stream()
              .filter(row -> !row.passed())
              .map(Health.Row::check)
              .collect(Collectors.joining(", "));
      return finding.fail(
          this,
          no.isEmpty()
              ? "The device reports that in-service upgrades are disabled."
              : "The device itself says no to an upgrade: " + no + ".");
    }
    if (health.checks().isEmpty()) {
      return finding.unknown(this, "The device printed a table of system checks without a row.");
    }
    Optional<String> otherwise =
        health.operationalMode().flatMap(mode -> otherThanRead(subject, mode, finding));
    if (otherwise.isPresent()) {
      return finding.warn(this, otherwise.get());
    }
    return health.previous().equalsIgnoreCase("Failed")
        ? finding.warn(this, "No upgrade is in progress, but the one before failed.")
        : finding.pass(this, "No upgrade is in progress, and the device's own checks all say yes.");
  }
}
