package io.hitless.api.image;

import io.hitless.image.Image;
import java.time.Instant;
import java.util.Optional;

/// An image as it is shown.
record ImageView(
    String id,
    String filename,
    String platform,
    String version,
    long sizeBytes,
    Optional<String> md5,
    Optional<String> sha512,
    Image.Status status,
    Source source,
    Instant createdAt,
    Instant updatedAt) {

  /// @param url for `PULL` only
  record Source(ImageForm.SourceType type, Optional<String> url) {
    static Source of(Image.Source source) {
      return switch (source) {
        case Image.Source.OnDevice() ->
            new Source(ImageForm.SourceType.ON_DEVICE, Optional.empty());
        case Image.Source.Pull(String url) ->
            new Source(ImageForm.SourceType.PULL, Optional.of(url));
        case Image.Source.Push() -> new Source(ImageForm.SourceType.PUSH, Optional.empty());
      };
    }
  }

  static ImageView of(Image image) {
    return new ImageView(
        image.id().toString(),
        image.filename(),
        image.platform(),
        image.version().toString(),
        image.sizeBytes(),
        image.md5(),
        image.sha512(),
        image.status(),
        Source.of(image.source()),
        image.createdAt(),
        image.updatedAt());
  }
}
