package io.hitless.device.sim;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the file servers of the simulated world hold: every image of the catalogue, those that were
/// published beside it, and the accounts they ask for.
final class FileServers {
  private final Map<String, ImageCatalogue.Image> published = new LinkedHashMap<>();
  private Optional<Login> account = Optional.empty();

  /// An image that Cisco signed though the catalogue doesn't list it.
  void publish(ImageCatalogue.Image image) {
    published.put(image.filename(), image);
  }

  /// From now on a login is asked for, and this is the only one that is taken.
  void admitOnly(String username, String password) {
    account = Optional.of(new Login(username, password, Optional.empty()));
  }

  boolean wantsLogin() {
    return account.isPresent();
  }

  boolean admits(String username, String password) {
    return account
        .map(known -> known.username().equals(username) && known.password().equals(password))
        .orElse(true);
  }

  Optional<StoredFile> file(String name, Instant now) {
    return Optional.ofNullable(published.get(name))
        .or(() -> ImageCatalogue.named(name))
        .map(image -> StoredFile.of(image, now));
  }

  /// Whether the signature inside an image matches its bytes.
  boolean genuine(StoredFile file) {
    ImageCatalogue.Image image = published.get(file.name());
    return image == null
        ? file.intact()
        : image.sizeBytes() == file.size() && image.md5().equals(file.md5());
  }
}
