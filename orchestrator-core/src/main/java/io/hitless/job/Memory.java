package io.hitless.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a job must still know after a crash, beside its row: read from the device once, and counted
/// since.
///
/// @param hostname of the device before the upgrade
/// @param hostKeys keys it answered with
/// @param serials its identity before the upgrade
/// @param fileSystem where the image lies
/// @param fromVersion release before the upgrade
/// @param formerActive location of the active processor before activation
/// @param formerStandby location of the standby before activation
/// @param switchovers count before activation
/// @param attempts how often each kind of command was sent
/// @param soakUntil when the soak ends
/// @param timerEndsAt when the device will roll back by itself, as last read
/// @param alerted percents of the auto-abort timer that were alerted already
/// @param clearingFor where the job goes once the device is clean again
/// @param failure what went wrong first, told again at the end
/// @param baseline lines compared before and after, by name
public record Memory(
    Optional<String> hostname,
    Set<String> hostKeys,
    List<String> serials,
    Optional<String> fileSystem,
    Optional<String> fromVersion,
    Optional<String> formerActive,
    Optional<String> formerStandby,
    int switchovers,
    Map<String, Integer> attempts,
    Optional<Instant> soakUntil,
    Optional<Instant> timerEndsAt,
    Set<Integer> alerted,
    Optional<Stage> clearingFor,
    Optional<Outcome> failure,
    Map<String, List<String>> baseline) {
  public Memory {
    hostKeys = Set.copyOf(hostKeys);
    serials = List.copyOf(serials);
    attempts = Map.copyOf(attempts);
    alerted = Set.copyOf(alerted);
    baseline = Map.copyOf(baseline);
  }

  public static final Memory NONE =
      new Memory(
          Optional.empty(),
          Set.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0,
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Map.of());
}
