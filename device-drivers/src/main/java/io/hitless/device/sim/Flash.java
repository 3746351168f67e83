package io.hitless.device.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The flash of one unit, in bytes.
final class Flash {
  private static final List<String> PARTS =
      List.of(
          "cc_srdriver",
          "espbase",
          "guestshell",
          "rpbase",
          "rpboot",
          "sipbase",
          "sipspa",
          "srdriver",
          "webui",
          "wlc");

  private final Map<String, StoredFile> files = new LinkedHashMap<>();
  private final long total;
  private long reserved;

  Flash(long total) {
    this.total = total;
    this.reserved = total / 9;
  }

  long total() {
    return total;
  }

  long free() {
    return Math.max(
        0, total - reserved - files.values().stream().mapToLong(StoredFile::size).sum());
  }

  /// Fills the flash with things nobody asks about until so much is left.
  void leaveFree(long bytes) {
    reserved += free() - bytes;
  }

  void put(StoredFile file) {
    files.put(file.name(), file);
  }

  Optional<StoredFile> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  boolean delete(String name) {
    return files.remove(name) != null;
  }

  List<StoredFile> files() {
    return List.copyOf(files.values());
  }

  /// Unpacks an image as `install add` does: its packages and its provisioning file.
  void unpack(Profile profile, Release release, Instant at) {
    packages(profile, release, at).forEach(this::put);
  }

  /// Names of what belongs to one release: packages, provisioning file and image.
  List<String> filesOf(Release release) {
    return files.keySet().stream().filter(name -> belongsTo(release, name)).sorted().toList();
  }

  private static boolean belongsTo(Release release, String name) {
    return Release.in(name).filter(release::equals).isPresent();
  }

  static List<StoredFile> packages(Profile profile, Release release, Instant at) {
    long image = ImageCatalogue.image(profile, release.plain()).sizeBytes();
    String family = profile.imagePrefix().startsWith("cat3k") ? "cat3k_caa" : "cat9k";
    List<StoredFile> made = new ArrayList<>();
    for (String part : PARTS) {
      String name = family + "-" + part + "." + release.padded() + ".SPA.pkg";
      long size = part.equals("rpbase") ? image / 2 : image / 2 / PARTS.size();
      made.add(StoredFile.of(name, size, at));
    }
    made.add(
        StoredFile.of(profile.imagePrefix() + "." + release.padded() + ".SPA.conf", 7_406, at));
    return made;
  }
}
