package io.hitless.api.image;

import io.hitless.api.audit.Snapshot;
import io.hitless.api.body.Ids;
import io.hitless.image.ImageId;
import io.hitless.image.Images;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// How an image is registered, for the audit.
@Component
record ImageSnapshot(Images images) implements Snapshot {
  @Override
  public String collection() {
    return "images";
  }

  @Override
  public Optional<Shown> of(String id) {
    return Ids.parse(id)
        .map(ImageId::new)
        .flatMap(images::find)
        .map(image -> new Shown(ImageForm.of(image), Optional.empty()));
  }
}
