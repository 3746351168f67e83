package io.hitless.readiness;

import io.hitless.device.DeviceException;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Storage;
import io.hitless.image.Image;
import java.util.List;
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
            .orElseGet(() -> first(readings.storage()));
    return fileSystem + image.filename();
  }

  private static String first(Reading<List<Storage>> storage) {
    return storage.value().stream()
        .map(Storage::fileSystem)
        .findFirst()
        .orElseThrow(() ->
            new DeviceException.UnrecognisedOutput(
                storage.command(), "no file system is named", ""));
  }
}
