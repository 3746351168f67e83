package io.hitless.api.observe;

import io.hitless.device.facts.Platform;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFacts;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The word for a device's platform, asked of the inventory once a device.
public final class Platforms {
  /// Of a device that nobody has read yet.
  static final String UNREAD = "unread";

  private final Devices devices;
  private final Map<DeviceId, String> known = new ConcurrentHashMap<>();

  public Platforms(Devices devices) {
    this.devices = devices;
  }

  /// All that there can be.
  static List<String> words() {
    return Stream.concat(Arrays.stream(Platform.values()).map(Platform::name), Stream.of(UNREAD))
        .toList();
  }

  String of(DeviceId device) {
    String word = known.get(device);
    if (word != null) {
      return word;
    }
    Optional<String> read =
        devices.find(device).flatMap(Device::facts).map(DeviceFacts::platform).map(Platform::name);
    read.ifPresent(platform -> known.put(device, platform));
    return read.orElse(UNREAD);
  }
}
