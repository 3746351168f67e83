package io.hitless.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hitless.image.Image;
import io.hitless.image.ImageId;
import io.hitless.image.Images;
import io.hitless.inventory.Devices;
import io.hitless.page.Changed;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every register of images keeps.
public abstract class ImagesContract {

  protected abstract Images images();

  /// Opens a job that names the image.
  protected abstract void openJobFor(Image image);

  private static String filename() {
    return "cat9k_iosxe." + UUID.randomUUID() + ".bin";
  }

  private Image added() {
    Image image = Some.image(filename(), "16.12.4", new Image.Source.OnDevice());
    images().add(image);
    return image;
  }

  @Test
  void an_image_of_each_source_is_found_as_it_was_added() {
    List<Image> all =
        List.of(
            Some.image(filename(), "17.15.4d", new Image.Source.OnDevice()),
            Some.image(filename(), "17.9.5", new Image.Source.Pull("http://192.0.2.1/i.bin")),
            Some.image(
                filename(),
                "17.9.6",
                new Image.Source.Pull(
                    "scp://192.0.2.1/i.bin", Optional.of("Mgmt-vrf"), Optional.of("files"))),
            Some.image(filename(), "17.12.4", new Image.Source.Push()));
    for (Image image : all) {
      images().add(image);
      assertThat(images().find(image.id())).contains(image);
      assertThat(images().find(image.id()).orElseThrow().version().text())
          .isEqualTo(image.version().text());
    }
    assertThat(images().find(new ImageId(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void two_images_never_share_a_file_name() {
    Image first = added();
    assertThatExceptionOfType(Images.FilenameTaken.class)
        .isThrownBy(() ->
            images().add(Some.image(first.filename(), "17.9.4", new Image.Source.OnDevice())));
  }

  @Test
  void a_change_needs_the_version_that_was_read() {
    Image image = added();
    Image next = images().replace(recalled(image));
    assertThat(next.rowVersion()).isGreaterThan(image.rowVersion());
    assertThat(next.status()).isEqualTo(Image.Status.RECALLED);
    assertThat(images().find(image.id())).contains(next);
    assertThatExceptionOfType(Changed.class).isThrownBy(() -> images().replace(recalled(image)));
    assertThatExceptionOfType(Changed.class)
        .isThrownBy(() -> images().remove(image.id(), image.rowVersion()));
    images().remove(image.id(), next.rowVersion());
    assertThat(images().find(image.id())).isEmpty();
  }

  @Test
  void an_image_that_a_job_names_is_not_removed() {
    Image image = added();
    openJobFor(image);
    assertThatExceptionOfType(Devices.StillInUse.class)
        .isThrownBy(() -> images().remove(image.id(), image.rowVersion()));
    assertThat(images().find(image.id())).isPresent();
  }

  @Test
  void a_list_is_walked_piece_by_piece_and_each_image_is_met_once() {
    List<ImageId> all = List.of(added().id(), added().id(), added().id());
    List<ImageId> met = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<Image> page = images().list(new PageRequest(cursor, 2));
      page.items().forEach(image -> met.add(image.id()));
      cursor = page.next();
    } while (cursor.isPresent());
    assertThat(met).doesNotHaveDuplicates().containsAll(all);
  }

  private static Image recalled(Image image) {
    return new Image(
        image.id(),
        image.filename(),
        image.platform(),
        image.version(),
        image.sizeBytes(),
        image.md5(),
        image.sha512(),
        Image.Status.RECALLED,
        image.source(),
        image.rowVersion(),
        image.createdAt(),
        image.updatedAt());
  }
}
