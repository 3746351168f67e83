package io.hitless.testing;

import io.hitless.image.Image;
import io.hitless.image.ImageId;
import io.hitless.image.Images;
import io.hitless.inventory.Devices;
import io.hitless.page.Changed;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Images in a map.
public final class InMemoryImages implements Images {
  private final Map<ImageId, Image> rows = new LinkedHashMap<>();
  private final Predicate<ImageId> inUse;

  public InMemoryImages(Predicate<ImageId> inUse) {
    this.inUse = inUse;
  }

  @Override
  public synchronized void add(Image image) {
    free(image);
    rows.put(image.id(), image);
  }

  @Override
  public synchronized Optional<Image> find(ImageId id) {
    return Optional.ofNullable(rows.get(id));
  }

  @Override
  public synchronized Page<Image> list(PageRequest page) {
    return Pages.cut(
        List.copyOf(rows.values()), image -> image.id().toString(), image -> true, page);
  }

  @Override
  public synchronized Image replace(Image image) {
    current(image.id(), image.rowVersion());
    free(image);
    var next =
        new Image(
            image.id(),
            image.filename(),
            image.platform(),
            image.version(),
            image.sizeBytes(),
            image.md5(),
            image.sha512(),
            image.status(),
            image.source(),
            image.rowVersion() + 1,
            image.createdAt(),
            image.updatedAt());
    rows.put(image.id(), next);
    return next;
  }

  @Override
  public synchronized void remove(ImageId id, long rowVersion) {
    current(id, rowVersion);
    if (inUse.test(id)) {
      throw new Devices.StillInUse("a job names the image");
    }
    rows.remove(id);
  }

  private void free(Image image) {
    boolean taken =
        rows.values().stream()
            .anyMatch(other ->
                other.filename().equals(image.filename()) && !other.id().equals(image.id()));
    if (taken) {
      throw new FilenameTaken(image.filename());
    }
  }

  private void current(ImageId id, long version) {
    Image row = rows.get(id);
    if (row == null || row.rowVersion() != version) {
      throw new Changed("the image");
    }
  }
}
