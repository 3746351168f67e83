package io.hitless.api.inventory;

import io.hitless.device.HostKeyPolicy;
import io.hitless.device.SshProfile;
import io.hitless.device.facts.BootMode;
import io.hitless.device.facts.Platform;
import io.hitless.device.facts.Topology;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A device as it is shown.
///
/// @param facts what was last seen of it, `null` until then
record DeviceView(
    String id,
    String name,
    String address,
    int port,
    String credential,
    Optional<String> site,
    Optional<String> role,
    List<String> tags,
    Optional<String> redundancyGroup,
    SshProfile sshProfile,
    HostKeyPolicy hostKeyPolicy,
    List<String> hostKeys,
    Optional<Facts> facts,
    Instant createdAt,
    Instant updatedAt) {

  /// What a device was when it was last read.
  record Facts(
      Platform platform,
      Optional<String> model,
      Topology topology,
      String hostname,
      Optional<String> fileSystem,
      List<String> serials,
      List<Unit> units,
      Instant observedAt) {
    static Facts of(DeviceFacts seen) {
      return new Facts(
          seen.platform(),
          seen.model(),
          seen.topology(),
          seen.hostname(),
          seen.fileSystem(),
          seen.serials(),
          seen.units().stream()
              .map(it -> new Unit(it.name(), it.role(), it.version(), it.bootMode()))
              .toList(),
          seen.observedAt());
    }
  }

  /// One switch of a pair, or one supervisor.
  record Unit(String name, String role, String version, BootMode bootMode) {}

  static DeviceView of(Device device) {
    return new DeviceView(
        device.id().toString(),
        device.name(),
        device.address(),
        device.port(),
        device.credential(),
        device.site(),
        device.role(),
        device.tags().stream().sorted().toList(),
        device.redundancyGroup(),
        device.sshProfile(),
        device.hostKeyPolicy(),
        device.hostKeys().stream().sorted().toList(),
        device.facts().map(Facts::of),
        device.createdAt(),
        device.updatedAt());
  }
}
