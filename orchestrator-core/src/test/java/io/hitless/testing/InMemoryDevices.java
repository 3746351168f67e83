package io.hitless.testing;

import io.hitless.event.Event;
import io.hitless.event.Events;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFacts;
import io.hitless.inventory.DeviceFilter;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import io.hitless.page.Changed;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Devices in a map.
public final class InMemoryDevices implements Devices {
  private final Map<DeviceId, Device> rows = new LinkedHashMap<>();
  private final Events events;
  private final Predicate<DeviceId> inUse;

  public InMemoryDevices(Events events, Predicate<DeviceId> inUse) {
    this.events = events;
    this.inUse = inUse;
  }

  @Override
  public synchronized void add(Device device) {
    free(device);
    rows.put(device.id(), device);
  }

  @Override
  public synchronized Optional<Device> find(DeviceId id) {
    return Optional.ofNullable(rows.get(id));
  }

  @Override
  public synchronized Optional<Device> findByName(String name) {
    return rows.values().stream().filter(device -> device.name().equals(name)).findFirst();
  }

  @Override
  public synchronized List<Device> sameSwitch(Device device, Set<String> roles, Set<String> sites) {
    return rows.values().stream()
        .filter(other -> !other.id().equals(device.id()))
        .filter(other ->
            other.role().map(roles::contains).orElse(false)
                || other.site().map(sites::contains).orElse(false))
        .filter(other ->
            other.address().equalsIgnoreCase(device.address()) && other.port() == device.port()
                || !Collections.disjoint(other.hostKeys(), device.hostKeys())
                || !Collections.disjoint(serials(other), serials(device)))
        .toList();
  }

  private static List<String> serials(Device device) {
    return device.facts().map(DeviceFacts::serials).orElse(List.of());
  }

  @Override
  public synchronized Page<Device> list(DeviceFilter filter, PageRequest page) {
    return Pages.cut(
        List.copyOf(rows.values()),
        device -> device.id().toString(),
        device -> wanted(device, filter),
        page);
  }

  private static boolean wanted(Device device, DeviceFilter filter) {
    return filter.name().map(device.name()::equals).orElse(true)
        && filter.site().map(site -> device.site().equals(Optional.of(site))).orElse(true)
        && filter.role().map(role -> device.role().equals(Optional.of(role))).orElse(true)
        && filter.scope().covers(device.site(), device.tags())
        && filter.tag().map(device.tags()::contains).orElse(true)
        && filter
            .platform()
            .map(
                platform -> device.facts().map(DeviceFacts::platform).equals(Optional.of(platform)))
            .orElse(true);
  }

  @Override
  public synchronized Device replace(Device device) {
    current(device.id(), device.version());
    free(device);
    Device next = version(device, device.version() + 1);
    rows.put(device.id(), next);
    return next;
  }

  @Override
  public synchronized void remove(DeviceId id, long version) {
    current(id, version);
    if (inUse.test(id)) {
      throw new StillInUse("an open job upgrades the device");
    }
    rows.remove(id);
  }

  @Override
  public synchronized void learned(DeviceId id, DeviceFacts facts) {
    Device device = rows.get(id);
    if (device == null) {
      return;
    }
    boolean news =
        device.facts().map(before -> !timeless(before).equals(timeless(facts))).orElse(true);
    rows.put(id, copy(device, device.hostKeys(), Optional.of(facts), device.version()));
    if (news) {
      events.append(
          new Event.DeviceNote(
              Event.DeviceNote.FACTS_CHANGED,
              id,
              Optional.empty(),
              Map.of("hostname", facts.hostname())));
    }
  }

  @Override
  public synchronized boolean pinFirstKey(DeviceId id, String fingerprint) {
    Device device = rows.get(id);
    if (device == null || !device.hostKeys().isEmpty()) {
      return false;
    }
    rows.put(id, copy(device, Set.of(fingerprint), device.facts(), device.version() + 1));
    return true;
  }

  private void free(Device device) {
    boolean taken =
        rows.values().stream()
            .anyMatch(
                other -> other.name().equals(device.name()) && !other.id().equals(device.id()));
    if (taken) {
      throw new NameTaken(device.name());
    }
  }

  private void current(DeviceId id, long version) {
    Device row = rows.get(id);
    if (row == null || row.version() != version) {
      throw new Changed("the device");
    }
  }

  private static DeviceFacts timeless(DeviceFacts facts) {
    return new DeviceFacts(
        facts.platform(),
        facts.model(),
        facts.topology(),
        facts.hostname(),
        facts.fileSystem(),
        facts.serials(),
        facts.units(),
        java.time.Instant.EPOCH);
  }

  private static Device version(Device device, long version) {
    return copy(device, device.hostKeys(), device.facts(), version);
  }

  private static Device copy(
      Device device, Set<String> keys, Optional<DeviceFacts> facts, long version) {
    return new Device(
        device.id(),
        device.name(),
        device.address(),
        device.port(),
        device.credential(),
        device.site(),
        device.role(),
        device.tags(),
        device.redundancyGroup(),
        device.sshProfile(),
        device.hostKeyPolicy(),
        keys,
        facts,
        version,
        device.createdAt(),
        device.updatedAt());
  }
}
