package io.hitless.inventory;

import io.hitless.device.facts.BootMode;
import io.hitless.device.facts.Platform;
import io.hitless.device.facts.Topology;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a device was when it was last read.
///
/// @param fileSystem where its images are kept (`flash:`)
/// @param serials its identity: a device that answers with none of them is another one
/// @param observedAt when it was read
public record DeviceFacts(
    Platform platform,
    Optional<String> model,
    Topology topology,
    String hostname,
    Optional<String> fileSystem,
    List<String> serials,
    List<Unit> units,
    Instant observedAt) {
  public DeviceFacts {
    serials = List.copyOf(serials);
    units = List.copyOf(units);
  }

  /// One switch of the pair, or one supervisor.
  ///
  /// @param name `1`, `2`, `R0`, `R1`
  /// @param role `ACTIVE`, `STANDBY` or what the device calls it
  /// @param version without build and patch remark (`16.9.2`), since switches print it in several
  ///   forms
  public record Unit(String name, String role, String version, BootMode bootMode) {}
}
