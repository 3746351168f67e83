package io.hitless.api.image;

import io.hitless.image.Image;
import java.time.Instant;
import java.util.Optional;

/// An image as it is shown.
///
/// @param uploaded whether this replica has the content, to send it to switches (`PUSH`)
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
    boolean uploaded,
    Instant createdAt,
    Instant updatedAt) {

  /// @param url for `PULL` only, like the rest
  record Source(
      ImageForm.SourceType type,
      Optional<String> url,
      Optional<String> vrf,
      Optional<String> credential) {
    static Source of(Image.Source source) {
      ImageForm.Source form = ImageForm.source(source);
      return new Source(form.type(), form.url(), form.vrf(), form.credential());
    }
  }

  static ImageView of(Image image, boolean uploaded) {
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
        uploaded,
        image.createdAt(),
        image.updatedAt());
  }
}
