package io.hitless.device.facts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What runs on the device, as the answering unit tells it.
///
/// @param hostname the name in the uptime line
/// @param platform family, from the model; `OTHER` when it is no Catalyst that we know
/// @param model as printed (`C9500-40X`), or empty when the answer names none
/// @param version of the answering unit
/// @param systemImage what it was booted from (`flash:packages.conf`)
/// @param uptime of the answering unit's system
/// @param lastReload reason of the last reload, when printed
/// @param serials chassis and board serials in the order printed; the device's identity
/// @param units one row a switch where the platform prints such a table; empty where it doesn't
public record Software(
    String hostname,
    Platform platform,
    Optional<String> model,
    SoftwareVersion version,
    Optional<String> systemImage,
    Optional<Duration> uptime,
    Optional<String> lastReload,
    List<String> serials,
    List<Unit> units) {

  public Software {
    serials = List.copyOf(serials);
    units = List.copyOf(units);
  }

  /// One row of the switch table.
  ///
  /// @param name the switch number
  /// @param active whether it is marked as the answering one
  public record Unit(
      String name, boolean active, String model, SoftwareVersion version, BootMode mode) {}

  /// The file system that the device boots from (`flash:`, `bootflash:`), where images are kept as
  /// well.
  public Optional<String> fileSystem() {
    return systemImage
        .filter(image -> image.indexOf(':') > 0)
        .map(image -> image.substring(0, image.indexOf(':') + 1));
  }
}
