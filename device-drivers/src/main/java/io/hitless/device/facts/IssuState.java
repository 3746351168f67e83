package io.hitless.device.facts;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/// What the device says of an in-service upgrade (`show issu state detail`).
///
/// @param health the table of system checks that 17.x prints, absent on 16.x
/// @param operation what is going on
public record IssuState(Optional<Health> health, Operation operation) {

  /// Going on, or nothing.
  public sealed interface Operation {}

  /// `No ISSU operation is in progress`.
  public record Idle() implements Operation {}

  /// An operation that somebody started, field by field as printed.
  ///
  /// @param type `Step-by-step ISSU`, `One-shot ISSU`
  /// @param installType `Image installation using ISSU`
  /// @param phase meaning of `Current state`
  /// @param currentState as printed
  /// @param lastOperation as printed (`Activate location standby Chassis 2`, `Switchover`, `Commit
  ///   R0`), or empty
  /// @param transitions as printed, in order
  /// @param operatingMode as printed (`sso`)
  /// @param terminalReached whether redundancy is complete
  public record InProgress(
      String type,
      Optional<String> installType,
      Phase phase,
      String currentState,
      String lastOperation,
      List<Completed> completed,
      List<String> transitions,
      AutoAbort autoAbort,
      Optional<String> runningImage,
      Optional<String> addedImage,
      Optional<String> abortReason,
      String operatingMode,
      boolean terminalReached)
      implements Operation {
    public InProgress {
      completed = List.copyOf(completed);
      transitions = List.copyOf(transitions);
    }

    /// `Added state` also covers a standby that is already restarting: the last operation tells.
    public boolean activationBegun() {
      return phase != Phase.ADDED || lastOperation.startsWith("Activate location");
    }

    /// `Activated state` stays while a commit runs: the last operation tells.
    public boolean committing() {
      return lastOperation.startsWith("Commit");
    }
  }

  /// One line of `Completed operations`, in the device's local time.
  public record Completed(String operation, Optional<LocalDateTime> startedAt) {}

  /// `none → Added → Standby activated → Active switched-over → Activated`.
  public enum Phase {
    ADDED,
    STANDBY_ACTIVATED,
    ACTIVE_SWITCHED_OVER,
    ACTIVATED
  }

  /// The 17.x table.
  ///
  /// @param enabled `Current ISSU Status: Enabled`
  /// @param previous `Previous ISSU Operation` (`Successful`, `Failed`, `N/A`)
  /// @param checks rows that answer Yes or No
  /// @param operationalMode `HA-STANDALONE`, `HA-REMOTE`, `NONE`, when printed
  public record Health(
      boolean enabled, String previous, List<Row> checks, Optional<String> operationalMode) {
    public Health {
      checks = List.copyOf(checks);
    }

    /// One system check.
    public record Row(String check, boolean passed) {}

    public boolean allPassed() {
      return enabled && checks.stream().allMatch(Row::passed);
    }
  }

  public boolean idle() {
    return operation instanceof Idle;
  }

  public Optional<InProgress> inProgress() {
    return operation instanceof InProgress going ? Optional.of(going) : Optional.empty();
  }
}
