package io.hitless.image;

import io.hitless.page.Changed;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.util.Optional;

/// The register of images. Every method is one transaction.
public interface Images {

  /// @throws FilenameTaken when another image has this file name
  void add(Image image);

  Optional<Image> find(ImageId id);

  Page<Image> list(PageRequest page);

  /// Stores `image` if its row still has `image.rowVersion()`; answers it with the next one.
  ///
  /// @throws Changed when the row moved on
  Image replace(Image image);

  /// @throws Changed when the row is not at `rowVersion` any more
  /// @throws io.hitless.inventory.Devices.StillInUse when a job names it
  void remove(ImageId id, long rowVersion);

  /// The file name is another image's.
  final class FilenameTaken extends RuntimeException {
    public FilenameTaken(String filename) {
      super("another image is called " + filename);
    }
  }
}
