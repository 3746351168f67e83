package io.hitless.api.readiness;

import io.hitless.device.facts.Platform;
import io.hitless.inventory.Device;
import io.hitless.readiness.CheckResult;
import io.hitless.readiness.FleetRun;
import io.hitless.readiness.ReadinessRun;
import io.hitless.readiness.Targets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A readiness run as it is shown, be it of one device or of many.
///
/// @param kind whether the device is asked about an upgrade, or about what our account may do
/// @param deviceId `null` for a run over many devices
/// @param verdict `null` while it runs
/// @param checks of a run over many devices none: its results have them, device by device
/// @param expiresAt when its answer is too old to rely on, `null` while it runs
/// @param fleetId the run over many devices that it is a part of
/// @param fleet of a run over many devices: which, and how far it is
record ReadinessRunView(
    String id,
    ReadinessRun.Kind kind,
    Optional<String> deviceId,
    Optional<String> deviceName,
    Optional<String> imageId,
    ReadinessRun.State state,
    Optional<ReadinessRun.Verdict> verdict,
    List<Check> checks,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<String> fleetId,
    Optional<Fleet> fleet) {

  /// What one check found.
  ///
  /// @param waived who answers for an unknown answer, `null` when nobody does
  record Check(
      String id,
      CheckResult.Result result,
      String summary,
      String command,
      List<String> evidence,
      Optional<Waived> waived) {}

  /// Somebody answers for it.
  record Waived(String by, String reason) {}

  /// A run over many devices.
  ///
  /// @param atOnce how many are looked at at the same time
  /// @param author who asked
  record Fleet(FleetTargets targets, int atOnce, String author, FleetProgress progress) {}

  /// Which devices were meant.
  record FleetTargets(
      List<String> devices,
      List<String> sites,
      List<String> roles,
      List<String> tags,
      List<Platform> platforms,
      boolean all) {}

  /// Devices by what was found.
  record FleetProgress(int devices, int done, int ready, int notReady, int unknown) {}

  static ReadinessRunView of(ReadinessRun run, Optional<Device> device) {
    return new ReadinessRunView(
        run.id().toString(),
        run.kind(),
        Optional.of(run.device().toString()),
        device.map(Device::name),
        run.image().map(Object::toString),
        run.state(),
        run.verdict(),
        run.checks().stream().map(ReadinessRunView::check).toList(),
        run.createdAt(),
        run.expiresAt(),
        run.fleet().map(Object::toString),
        Optional.empty());
  }

  static ReadinessRunView of(FleetRun run) {
    return new ReadinessRunView(
        run.id().toString(),
        ReadinessRun.Kind.READINESS,
        Optional.empty(),
        Optional.empty(),
        run.image().map(Object::toString),
        run.state(),
        run.verdict(),
        List.of(),
        run.createdAt(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new Fleet(targets(run.targets()), run.atOnce(), run.by(), progress(run.tally()))));
  }

  private static Check check(CheckResult it) {
    return new Check(
        it.id(),
        it.result(),
        it.summary(),
        it.command(),
        it.evidence(),
        it.waived().map(waived -> new Waived(waived.by(), waived.reason())));
  }

  private static FleetTargets targets(Targets it) {
    return new FleetTargets(
        it.devices().stream().sorted().toList(),
        it.sites().stream().sorted().toList(),
        it.roles().stream().sorted().toList(),
        it.tags().stream().sorted().toList(),
        it.platforms().stream().sorted().toList(),
        it.all());
  }

  private static FleetProgress progress(FleetRun.Tally it) {
    return new FleetProgress(it.devices(), it.done(), it.ready(), it.notReady(), it.unknown());
  }
}
