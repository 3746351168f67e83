package io.hitless.readiness;

import io.hitless.image.ImageId;
import io.hitless.image.Images;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import io.hitless.page.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Takes somebody's word for an answer that no device gives.
public final class GrantWaiver {
  /// A waiver is for one night's upgrade, not a way to live.
  public static final Duration LONGEST = Duration.ofDays(30);

  private final Waivers waivers;
  private final Checks checks;
  private final Devices devices;
  private final Images images;
  private final TimeOrderedIds ids;
  private final InstantSource clock;

  public GrantWaiver(
      Waivers waivers,
      Checks checks,
      Devices devices,
      Images images,
      TimeOrderedIds ids,
      InstantSource clock) {
    this.waivers = waivers;
    this.checks = checks;
    this.devices = devices;
    this.images = images;
    this.ids = ids;
    this.clock = clock;
  }

  /// @throws UnknownReference when there is no such device, image or check, or the check is one
  ///   that nobody may answer for
  public Waiver grant(
      DeviceId device,
      String check,
      Optional<ImageId> image,
      String reason,
      String by,
      Duration validFor,
      boolean store) {
    if (devices.find(device).isEmpty()) {
      throw new UnknownReference("unknown-device", "", "there is no such device");
    }
    if (image.isPresent() && images.find(image.get()).isEmpty()) {
      throw new UnknownReference("unknown-image", "/image", "no image has this id");
    }
    List<String> waivable = checks.waivable();
    if (!waivable.contains(check)) {
      throw new UnknownReference(
          checks.ids().contains(check) ? "check-not-waivable" : "unknown-check",
          "/check",
          "nobody may answer for this check; waivable are " + String.join(", ", waivable));
    }
    Instant now = clock.instant();
    var waiver =
        new Waiver(ids.next(), device, check, image, reason.strip(), by, now, now.plus(validFor));
    if (store) {
      waivers.grant(waiver);
    }
    return waiver;
  }
}
