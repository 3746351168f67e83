package io.hitless.readiness;

import io.hitless.image.Image;
import io.hitless.inventory.DeviceFacts;
import java.time.InstantSource;
import java.util.Optional;

/// What is judged: a device as one look shows it, and the image that it might be upgraded to.
///
/// @param image without one, the checks that need it are left out
/// @param known what was known of the device before this look
/// @param clock today's date, for rules that grow old
public record Subject(
    Readings readings,
    Optional<Image> image,
    Optional<DeviceFacts> known,
    Thresholds thresholds,
    InstantSource clock) {

  /// A device that is upgraded in service has two brains; what is said of fewer is not said of it.
  static final int UNITS = 2;

  /// For checks that are only looked at when there is one.
  Image theImage() {
    return image.orElseThrow();
  }
}
