package io.hitless.readiness;

import io.hitless.access.Scope;
import io.hitless.image.ImageId;
import io.hitless.image.Images;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFilter;
import io.hitless.inventory.Devices;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import io.hitless.page.TimeOrderedIds;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Begins to find out which of many devices may be upgraded.
public final class StartFleetRun {
  private static final int PAGE = 500;

  private final ReadinessRuns runs;
  private final Devices devices;
  private final Images images;
  private final TimeOrderedIds ids;
  private final InstantSource clock;
  private final int mostAtOnce;

  /// @param mostAtOnce how many devices of one such run are looked at at the same time
  public StartFleetRun(
      ReadinessRuns runs,
      Devices devices,
      Images images,
      TimeOrderedIds ids,
      InstantSource clock,
      int mostAtOnce) {
    if (mostAtOnce < 1) {
      throw new IllegalArgumentException("at least one device at once");
    }
    this.runs = runs;
    this.devices = devices;
    this.images = images;
    this.ids = ids;
    this.clock = clock;
    this.mostAtOnce = mostAtOnce;
  }

  /// @param scope of who asks: devices beyond it are not meant, and not known when named
  /// @param store whether it is begun, or only what would be is answered
  /// @throws UnknownReference when a device or the image isn't there, or no device is meant
  public FleetRun start(
      Targets targets,
      Optional<ImageId> image,
      Optional<Integer> atOnce,
      String by,
      Scope scope,
      boolean store) {
    if (image.isPresent() && images.find(image.get()).isEmpty()) {
      throw new UnknownReference("unknown-image", "/image", "no image has this id");
    }
    List<Device> meant = meant(targets, scope);
    if (meant.isEmpty()) {
      throw new UnknownReference("no-device-meant", "/targets", "no device fits these targets");
    }
    Instant now = clock.instant();
    var fleet =
        new FleetRun(
            new RunId(ids.next()),
            targets,
            image,
            Math.min(atOnce.orElse(mostAtOnce), mostAtOnce),
            by,
            now,
            new FleetRun.Tally(meant.size(), 0, 0, 0));
    if (store) {
      runs.start(fleet, meant.stream().map(device -> part(fleet, device, now)).toList());
    }
    return fleet;
  }

  private ReadinessRun part(FleetRun fleet, Device device, Instant now) {
    return new ReadinessRun(
        new RunId(ids.next()),
        device.id(),
        fleet.image(),
        ReadinessRun.State.RUNNING,
        Optional.empty(),
        List.of(),
        now,
        Optional.empty(),
        Optional.of(fleet.id()));
  }

  private List<Device> meant(Targets targets, Scope scope) {
    List<Device> meant = new ArrayList<>();
    Set<String> unknown = new HashSet<>(targets.devices());
    Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
    while (next.isPresent()) {
      Page<Device> page = devices.list(DeviceFilter.within(scope), next.get());
      for (Device device : page.items()) {
        unknown.remove(device.name());
        unknown.remove(device.id().toString());
        if (targets.meant(device)) {
          meant.add(device);
        }
      }
      next = page.next().map(cursor -> new PageRequest(Optional.of(cursor), PAGE));
    }
    unknown.stream()
        .sorted()
        .findFirst()
        .ifPresent(name -> {
          throw new UnknownReference(
              "unknown-device", "/targets/devices", "no device has this id or name: " + name);
        });
    return meant;
  }
}
