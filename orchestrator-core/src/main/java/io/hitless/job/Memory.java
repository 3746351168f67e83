package io.hitless.job;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

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
/// @param attempts counters by name: what went wrong how often in a row, and how many intents of a
///   kind an operator's `retry` has forgiven
/// @param soakUntil when the soak ends
/// @param timerEndsAt when the device will roll back by itself, as last read
/// @param timerTotal the longest that this timer was seen with, on our clock
/// @param alerted percents of the auto-abort timer that were alerted already
/// @param clearingFor where the job goes once the device is clean again
/// @param failure what went wrong first, told again at the end
/// @param baseline lines compared before and after, by name
/// @param checkedAt when the prechecks passed last
/// @param seen what the device was when it was read last
/// @param parkedFrom stage in which the job was parked
/// @param transfer how far the copy of the image is, while there is one
/// @param granted what an operator explicitly allowed (`commit`, `go-on`, `clear-install-state`)
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
    Optional<Duration> timerTotal,
    Set<Integer> alerted,
    Optional<Stage> clearingFor,
    Optional<Outcome> failure,
    Map<String, List<String>> baseline,
    Optional<Instant> checkedAt,
    Optional<Situation> seen,
    Optional<Stage> parkedFrom,
    Set<String> granted,
    Optional<Transfer> transfer) {
  public Memory {
    hostKeys = Set.copyOf(hostKeys);
    serials = List.copyOf(serials);
    attempts = Map.copyOf(attempts);
    alerted = Set.copyOf(alerted);
    baseline = Map.copyOf(baseline);
    granted = Set.copyOf(granted);
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
          Optional.empty(),
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          Optional.empty());

  /// A copy in which `change` has changed something.
  public Memory with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.memory();
  }

  /// How often `what` was counted.
  public int count(String what) {
    return attempts.getOrDefault(what, 0);
  }

  /// A memory while it is being changed.
  public static final class Draft {
    public Optional<String> hostname;
    public Set<String> hostKeys;
    public List<String> serials;
    public Optional<String> fileSystem;
    public Optional<String> fromVersion;
    public Optional<String> formerActive;
    public Optional<String> formerStandby;
    public int switchovers;
    public Map<String, Integer> attempts;
    public Optional<Instant> soakUntil;
    public Optional<Instant> timerEndsAt;
    public Optional<Duration> timerTotal;
    public Set<Integer> alerted;
    public Optional<Stage> clearingFor;
    public Optional<Outcome> failure;
    public Map<String, List<String>> baseline;
    public Optional<Instant> checkedAt;
    public Optional<Situation> seen;
    public Optional<Stage> parkedFrom;
    public Set<String> granted;
    public Optional<Transfer> transfer;

    private Draft(Memory from) {
      hostname = from.hostname;
      hostKeys = new TreeSet<>(from.hostKeys);
      serials = from.serials;
      fileSystem = from.fileSystem;
      fromVersion = from.fromVersion;
      formerActive = from.formerActive;
      formerStandby = from.formerStandby;
      switchovers = from.switchovers;
      attempts = new HashMap<>(from.attempts);
      soakUntil = from.soakUntil;
      timerEndsAt = from.timerEndsAt;
      timerTotal = from.timerTotal;
      alerted = new TreeSet<>(from.alerted);
      clearingFor = from.clearingFor;
      failure = from.failure;
      baseline = new LinkedHashMap<>(from.baseline);
      checkedAt = from.checkedAt;
      seen = from.seen;
      parkedFrom = from.parkedFrom;
      granted = new TreeSet<>(from.granted);
      transfer = from.transfer;
    }

    private Memory memory() {
      return new Memory(
          hostname,
          hostKeys,
          serials,
          fileSystem,
          fromVersion,
          formerActive,
          formerStandby,
          switchovers,
          attempts,
          soakUntil,
          timerEndsAt,
          timerTotal,
          alerted,
          clearingFor,
          failure,
          baseline,
          checkedAt,
          seen,
          parkedFrom,
          granted,
          transfer);
    }
  }
}
