package io.hitless.readiness;

import io.hitless.image.Image;
import java.util.Locale;

/// Where a device keeps its images: the flash that it booted from, or the first one of the
/// answering unit when it booted from elsewhere.
final class Flash {
  private Flash() {}

  static String path(Readings readings, Image image) {
    String fileSystem =
        readings
            .software()
            .value()
            .fileSystem()
            .filter(name -> name.toLowerCase(Locale.ROOT).contains("flash"))
            .orElseGet(() -> readings.storage().value().getFirst().fileSystem());
    return fileSystem + image.filename();
  }
}
