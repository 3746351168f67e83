package io.hitless.readiness;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.StoredFile;
import io.hitless.image.Image;
import java.util.Optional;

/// Whether the whole image lies on the flash of the answering unit; the other gets its copy while
/// packages are added. An image that the job would bring itself need not be there yet.
final class ImagePresent implements Check {
  @Override
  public String id() {
    return "image-present";
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
    if (file.value().isEmpty()) {
      return brought(image)
          ? finding.warn(this, path + " is not there yet; the upgrade would copy it first.")
          : finding.fail(this, path + " is not there, and its image is one that operators copy.");
    }
    long bytes = file.value().get().bytes();
    if (bytes == image.sizeBytes()) {
      return finding.pass(this, "%s is there with all of its %d bytes.".formatted(path, bytes));
    }
    String difference =
        "%s has %d bytes, and the image has %d".formatted(path, bytes, image.sizeBytes());
    return brought(image)
        ? finding.warn(this, difference + "; the upgrade would copy it again.")
        : finding.fail(this, difference + ".");
  }

  /// Whether a job copies the image to the device by itself.
  static boolean brought(Image image) {
    return switch (image.source()) {
      case Image.Source.OnDevice here -> false;
      case Image.Source.Pull pull -> true;
      case Image.Source.Push push -> true;
    };
  }
}
