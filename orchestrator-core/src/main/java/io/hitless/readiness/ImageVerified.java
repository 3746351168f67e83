package io.hitless.readiness;

import io.hitless.device.DeviceException;
import io.hitless.device.facts.FileHash;
import io.hitless.device.facts.FileHash.Algorithm;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.StoredFile;
import io.hitless.image.Image;
import java.util.Locale;
import java.util.Optional;

/// Whether the file on the flash is the image, bit by bit: the device computes its hash, which
/// takes minutes. SHA-512 where it is known and the device computes it, else MD5. An image that was
/// registered without any hash is told by its size alone; the device still checks its signature
/// while adding it, so that is a warning.
final class ImageVerified implements Check {
  @Override
  public String id() {
    return "image-verified";
  }

  @Override
  public boolean needsImage() {
    return true;
  }

  @Override
  public CheckResult look(Subject subject) {
    Image image = subject.theImage();
    String path = Flash.path(subject.readings(), image);
    Reading<Optional<StoredFile>> file = subject.readings().file(path);
    Finding finding = Finding.on(file);
    boolean whole = file.value().filter(f -> f.bytes() == image.sizeBytes()).isPresent();
    if (!whole) {
      return ImagePresent.brought(image)
          ? finding.warn(this, "There is nothing to verify yet; the upgrade verifies its own copy.")
          : finding.unknown(this, "There is no whole image on the flash that could be verified.");
    }
    return bySha512(subject, path, image)
        .or(() -> image.md5().map(expected -> compare(subject, path, Algorithm.MD5, expected)))
        .orElseGet(() ->
            finding.warn(
                this,
                "No hash of the image is registered: only its size was compared, and the device will check its signature."));
  }

  /// Empty where MD5 has to do: no SHA-512 is registered, or the device computes none.
  private Optional<CheckResult> bySha512(Subject subject, String path, Image image) {
    try {
      return image.sha512().map(expected -> compare(subject, path, Algorithm.SHA512, expected));
    } catch (DeviceException.UnrecognisedOutput unread) {
      if (image.md5().isEmpty()) {
        throw unread;
      }
      return Optional.empty();
    }
  }

  private CheckResult compare(Subject subject, String path, Algorithm algorithm, String expected) {
    Reading<FileHash> hash = subject.readings().hash(path, algorithm);
    Finding finding = Finding.on(hash);
    String found = hash.value().hex();
    if (hash.value().algorithm() != algorithm) {
      return finding.unknown(this, "The device computed another hash than was asked for.");
    }
    return found.equalsIgnoreCase(expected)
        ? finding.pass(this, "The %s of %s is the image's.".formatted(algorithm, path))
        : finding.fail(
            this,
            "The %s of %s is %s…, and the image's is %s…: it is damaged or another file."
                .formatted(algorithm, path, head(found), head(expected)));
  }

  private static String head(String hex) {
    return hex.substring(0, Math.min(12, hex.length())).toLowerCase(Locale.ROOT);
  }
}
