package io.hitless.device.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The truth about a simulated device at one moment, read from the model and not from anything it
/// prints.
///
/// @param engine `free`, `busy(add)`, `post-check` or `wedged`
/// @param issuState `none` or the state's words
/// @param lastOperation of the ISSU record, empty without one
/// @param timerSeconds left on the auto-abort timer, when it runs
/// @param terminal whether both units are up and in step
/// @param configurationDirty whether running and startup configuration differ
/// @param switchovers how many there were
public record Snapshot(
    Instant at,
    String device,
    String hostname,
    String activeUnit,
    String engine,
    String issuState,
    String lastOperation,
    Optional<Long> timerSeconds,
    boolean terminal,
    boolean configurationDirty,
    int switchovers,
    List<UnitState> units) {

  /// One unit.
  ///
  /// @param packages release → `I`, `U`, `C` or `D`
  public record UnitState(
      String name,
      String role,
      String version,
      boolean bundle,
      boolean manualBoot,
      long freeBytes,
      Map<String, String> packages) {}

  static Snapshot of(Chassis chassis) {
    InstallEngine engine = chassis.install();
    Instant now = chassis.timeline().now();
    return new Snapshot(
        now,
        chassis.keyName(),
        chassis.hostname(),
        chassis.active().name(),
        words(engine.lock()),
        engine.issu().map(issu -> issu.state().words()).orElse("none"),
        engine.issu().map(Issu::lastOperation).orElse(""),
        engine.issu().flatMap(issu -> issu.remaining(now)).map(Duration::toSeconds),
        chassis.redundancy().isTerminal(),
        chassis.configuration().isDirty(),
        chassis.redundancy().history().size(),
        chassis.units().stream().map(Snapshot::of).toList());
  }

  private static String words(EngineLock lock) {
    return switch (lock) {
      case EngineLock.Free() -> "free";
      case EngineLock.Busy(String operation) -> "busy(" + operation + ")";
      case EngineLock.PostCheck() -> "post-check";
      case EngineLock.Wedged() -> "wedged";
    };
  }

  private static UnitState of(Unit unit) {
    return new UnitState(
        unit.name(),
        unit.role().words(),
        unit.running().plain(),
        unit.inBundleMode(),
        unit.manualBoot(),
        unit.flash().free(),
        unit.packages().entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().plain(),
                    entry -> String.valueOf(entry.getValue().letter()))));
  }
}
