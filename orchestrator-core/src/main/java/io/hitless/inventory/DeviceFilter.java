package io.hitless.inventory;

import io.hitless.device.facts.Platform;
import java.util.Optional;

/// Narrows a list of devices; what is absent doesn't narrow.
public record DeviceFilter(
    Optional<String> name,
    Optional<String> site,
    Optional<String> role,
    Optional<String> tag,
    Optional<Platform> platform) {
  public static final DeviceFilter ALL =
      new DeviceFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
