package io.hitless.readiness;

import io.hitless.image.ImageId;
import io.hitless.image.Images;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import io.hitless.page.TimeOrderedIds;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Begins to find out whether a device may be upgraded.
public final class StartReadiness {
  private final ReadinessRuns runs;
  private final Devices devices;
  private final Images images;
  private final TimeOrderedIds ids;
  private final InstantSource clock;

  public StartReadiness(
      ReadinessRuns runs, Devices devices, Images images, TimeOrderedIds ids, InstantSource clock) {
    this.runs = runs;
    this.devices = devices;
    this.images = images;
    this.ids = ids;
    this.clock = clock;
  }

  /// @param image what it would be upgraded to; without one the checks that need it are left out
  /// @throws UnknownReference when there is no such device or image
  public ReadinessRun start(DeviceId device, Optional<ImageId> image) {
    known(device);
    if (image.isPresent() && images.find(image.get()).isEmpty()) {
      throw new UnknownReference("unknown-image", "/image", "no image has this id");
    }
    return start(ReadinessRun.Kind.READINESS, device, image);
  }

  /// Begins to find out what our account may do on a device.
  ///
  /// @throws UnknownReference when there is no such device
  public ReadinessRun startAuthorization(DeviceId device) {
    known(device);
    return start(ReadinessRun.Kind.AUTHORIZATION, device, Optional.empty());
  }

  private void known(DeviceId device) {
    if (devices.find(device).isEmpty()) {
      throw new UnknownReference("unknown-device", "", "there is no such device");
    }
  }

  private ReadinessRun start(ReadinessRun.Kind kind, DeviceId device, Optional<ImageId> image) {
    var run =
        new ReadinessRun(
            new RunId(ids.next()),
            kind,
            device,
            image,
            ReadinessRun.State.RUNNING,
            Optional.empty(),
            List.of(),
            clock.instant(),
            Optional.empty(),
            Optional.empty());
    runs.start(run);
    return run;
  }
}
