package io.hitless.device.iosxe.show;

import io.hitless.device.facts.BootMode;
import io.hitless.device.facts.ConfigurationState;
import io.hitless.device.facts.InstallSummary;
import io.hitless.device.facts.IssuState;
import io.hitless.device.facts.IssuState.Phase;
import io.hitless.device.facts.Platform;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Redundancy;
import io.hitless.device.facts.RedundancyLink.Detector;
import io.hitless.device.facts.RedundancyLink.Member;
import io.hitless.device.facts.RedundancyLink.Port;
import io.hitless.device.facts.Software;
import io.hitless.device.facts.StandbyState;
import io.hitless.device.facts.StoredFile;
import io.hitless.device.facts.UnitBoot;
import io.hitless.device.facts.UnitBoot.Manual;
import io.hitless.device.iosxe.show.ShowDualActiveDetection.Detection;
import io.hitless.device.iosxe.show.ShowDualActiveDetection.Recovery;
import java.util.List;
import java.util.Optional;

/// Whether a fact would let an upgrade go on, as the strictest reader of it would judge: on a pair,
/// every unit must say so.
final class Ready {
  private Ready() {}

  /// @param folder tells lists of different meaning apart
  static boolean is(String folder, Object read) {
    if (!(read instanceof Reading<?> reading)) {
      return false;
    }
    return switch (reading.value()) {
      case Software software -> installed(software);
      case ShowVersionRunning.Running running -> running.mode() == BootMode.INSTALL;
      case Redundancy redundancy ->
          redundancy.hot()
              && redundancy.peer().flatMap(peer -> peer.version()).isPresent()
              && redundancy
                  .peer()
                  .flatMap(peer -> peer.version())
                  .equals(redundancy.active().version());
      case StandbyState standby -> standby.hot();
      case IssuState state -> ready(state);
      case InstallSummary summary -> summary.clean();
      case ConfigurationState configuration -> configuration.saved();
      case Boolean virtual -> virtual;
      case Detection detection ->
          detection.recovery() != Recovery.YES
              && detection.detectors().size() > 1
              && detection.detectors().stream().allMatch(Detector::up);
      case Optional<?> file -> file.isPresent() && file.get() instanceof StoredFile;
      case List<?> list -> ready(folder, list);
      default -> false;
    };
  }

  private static boolean installed(Software software) {
    if (software.platform() == Platform.OTHER) {
      return false;
    }
    return software.units().isEmpty()
        ? software.systemImage().map(image -> image.endsWith("packages.conf")).orElse(false)
        : software.units().size() > 1
            && software.units().stream().allMatch(unit -> unit.mode() == BootMode.INSTALL);
  }

  /// Either free for a new upgrade, or done with one but for the commit.
  private static boolean ready(IssuState state) {
    boolean healthy = state.health().map(IssuState.Health::allPassed).orElse(true);
    return state.idle()
        ? healthy
        : state
            .inProgress()
            .map(going ->
                going.phase() == Phase.ACTIVATED && going.terminalReached() && !going.committing())
            .orElse(false);
  }

  private static boolean ready(String folder, List<?> list) {
    if (folder.equals("show-redundancy-config-sync-failures-mcl")) {
      return list.isEmpty();
    }
    return list.size() > 1 && list.stream().allMatch(Ready::ready);
  }

  private static boolean ready(Object row) {
    return switch (row) {
      case UnitBoot boot ->
          boot.manual() == Manual.NO
              && !boot.images().isEmpty()
              && boot.images().getFirst().endsWith("packages.conf");
      case Member member -> member.state().equals("Ready");
      case Port port -> port.up() && port.bundled();
      case ShowModule.Supervisor supervisor -> !supervisor.slot().isEmpty();
      default -> false;
    };
  }
}
