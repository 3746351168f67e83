package io.hitless.inventory;

import io.hitless.access.Scope;
import io.hitless.device.facts.Platform;
import java.util.Optional;

/// Narrows a list of devices; what is absent doesn't narrow.
///
/// @param scope of who asks
public record DeviceFilter(
    Optional<String> name,
    Optional<String> site,
    Optional<String> role,
    Optional<String> tag,
    Optional<Platform> platform,
    Scope scope) {
  public static final DeviceFilter ALL =
      new DeviceFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public DeviceFilter(
      Optional<String> name,
      Optional<String> site,
      Optional<String> role,
      Optional<String> tag,
      Optional<Platform> platform) {
    this(name, site, role, tag, platform, Scope.EVERYTHING);
  }

  /// Every device that somebody with this scope may know of.
  public static DeviceFilter within(Scope scope) {
    return new DeviceFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        scope);
  }
}
