package io.hitless.readiness;

import io.hitless.device.facts.Platform;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFacts;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;

/// Which devices are meant: those named, and those that fit every filter that is given. A filter
/// fits when one of its words does.
///
/// @param devices ids or names
/// @param all whether every device is meant
public record Targets(
    Set<String> devices,
    Set<String> sites,
    Set<String> roles,
    Set<String> tags,
    Set<Platform> platforms,
    boolean all) {
  public Targets {
    devices = Set.copyOf(devices);
    sites = Set.copyOf(sites);
    roles = Set.copyOf(roles);
    tags = Set.copyOf(tags);
    platforms = Set.copyOf(platforms);
  }

  /// Whether there is any filter, or any name.
  public boolean nobody() {
    return devices.isEmpty() && !filtered() && !all;
  }

  /// Whether any filter is given.
  public boolean filtered() {
    return !(sites.isEmpty() && roles.isEmpty() && tags.isEmpty() && platforms.isEmpty());
  }

  boolean meant(Device device) {
    if (all || devices.contains(device.name()) || devices.contains(device.id().toString())) {
      return true;
    }
    return filtered()
        && fits(sites, device.site().stream().toList())
        && fits(roles, device.role().stream().toList())
        && fits(tags, device.tags())
        && fits(platforms, device.facts().map(DeviceFacts::platform).stream().toList());
  }

  private static <T> boolean fits(Set<T> wanted, Collection<T> has) {
    return wanted.isEmpty() || !Collections.disjoint(wanted, has);
  }
}
