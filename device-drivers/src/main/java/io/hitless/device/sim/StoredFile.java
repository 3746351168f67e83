package io.hitless.device.sim;

import java.time.Instant;
import java.util.Optional;

/// A file on a flash: a name, a length and what its bytes would hash to; the bytes themselves don't
/// exist.
record StoredFile(
    String name, long size, String md5, String sha512, Instant modified, boolean foreign) {

  StoredFile(String name, long size, String md5, String sha512, Instant modified) {
    this(name, size, md5, sha512, modified, false);
  }

  static StoredFile of(String name, long size, Instant modified) {
    return new StoredFile(
        name,
        size,
        ImageCatalogue.hash("MD5", name, size),
        ImageCatalogue.hash("SHA-512", name, size),
        modified);
  }

  static StoredFile of(ImageCatalogue.Image image, Instant modified) {
    return new StoredFile(
        image.filename(), image.sizeBytes(), image.md5(), image.sha512(), modified);
  }

  /// The same name and length, other bytes.
  StoredFile corrupted() {
    return new StoredFile(
        name,
        size,
        ImageCatalogue.hash("MD5", name + "~", size),
        ImageCatalogue.hash("SHA-512", name + "~", size),
        modified);
  }

  /// The same name, made for other hardware.
  StoredFile forAnotherPlatform() {
    return new StoredFile(name, size, md5, sha512, modified, true);
  }

  /// What the image's own header says it holds.
  Optional<Release> image() {
    return name.endsWith(".bin") ? Release.in(name) : Optional.empty();
  }

  /// Whether the signature inside the image matches its bytes: true for files as Cisco made them.
  boolean intact() {
    return ImageCatalogue.named(name)
        .filter(image -> image.sizeBytes() == size && image.md5().equals(md5))
        .isPresent();
  }
}
