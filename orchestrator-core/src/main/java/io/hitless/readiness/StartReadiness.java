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
    if (devices.find(device).isEmpty()) {
      throw new UnknownReference("unknown-device", "", "there is no such device");
    }
    if (image.isPresent() && images.find(image.get()).isEmpty()) {
      throw new UnknownReference("unknown-image", "/image", "no image has this id");
    }
    var run =
        new ReadinessRun(
            new RunId(ids.next()),
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
