package io.hitless.inventory;

import io.hitless.page.Changed;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The register of devices. Every method is one transaction.
public interface Devices {

  /// @throws NameTaken when another device has this name
  void add(Device device);

  Optional<Device> find(DeviceId id);

  Optional<Device> findByName(String name);

  /// Other rows that stand for the same switch, since they have its address and port, one of its
  /// host keys, or one of its serial numbers; of those only with one of the roles or at one of the
  /// sites.
  List<Device> sameSwitch(Device device, Set<String> roles, Set<String> sites);

  Page<Device> list(DeviceFilter filter, PageRequest page);

  /// Stores `device` if its row still has `device.version()`; answers it with the next version.
  ///
  /// @throws Changed when the row moved on
  /// @throws NameTaken when another device has this name
  Device replace(Device device);

  /// @throws Changed when the row is not at `version` any more
  /// @throws StillInUse when an open job upgrades the device
  void remove(DeviceId id, long version);

  /// Keeps what was seen and records `device.facts-changed` when it differs from before. Doesn't
  /// touch the version.
  void learned(DeviceId id, DeviceFacts facts);

  /// Pins the first key ever seen of a device that trusts on first use; answers whether it was
  /// pinned (false: another one was).
  boolean pinFirstKey(DeviceId id, String fingerprint);

  /// The name is another device's.
  final class NameTaken extends RuntimeException {
    public NameTaken(String name) {
      super("another device is called " + name);
    }
  }

  /// Something still needs the row.
  final class StillInUse extends RuntimeException {
    public StillInUse(String why) {
      super(why);
    }
  }
}
