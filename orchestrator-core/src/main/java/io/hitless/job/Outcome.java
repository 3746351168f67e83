package io.hitless.job;

import java.util.List;
import java.util.Optional;

/// How a job ended, or why it is parked.
///
/// @param code stable word (`standby-never-reached-sso`)
/// @param summary for the person on shift
/// @param evidence the device's own lines
/// @param guide what to do now, step by step, when somebody has to
public record Outcome(
    String code,
    String summary,
    List<String> evidence,
    Optional<RolledBackBy> rolledBackBy,
    List<String> guide) {
  public Outcome {
    evidence = List.copyOf(evidence);
    guide = List.copyOf(guide);
  }

  /// By our own abort, or by the device's timer.
  public enum RolledBackBy {
    JOB,
    DEVICE
  }
}
