package io.hitless.device.sim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// The images that Cisco's download page would offer to the simulated world. Size and hashes follow
/// from the name, so that every process that asks for a name gets the same file.
public final class ImageCatalogue {
  /// One image file.
  ///
  /// @param sizeBytes its exact length
  /// @param md5 and
  /// @param sha512 lower-case hex, as `verify` prints them
  public record Image(String filename, String version, long sizeBytes, String md5, String sha512) {}

  private ImageCatalogue() {}

  /// The image that takes a switch of this profile along its natural path.
  public static Image target(Profile profile) {
    return image(profile, profile.targetVersion());
  }

  public static Image image(Profile profile, String version) {
    Release release = Release.of(version);
    String filename = profile.imagePrefix() + "." + release.padded() + ".SPA.bin";
    return image(filename, release);
  }

  /// The image of that name, if it is one that Cisco ever released; nothing for other names.
  public static Optional<Image> named(String filename) {
    if (!filename.endsWith(".bin")) {
      return Optional.empty();
    }
    return Release.in(filename).map(release -> image(filename, release));
  }

  private static Image image(String filename, Release release) {
    long size = sizeOf(filename, release);
    return new Image(
        filename,
        release.plain(),
        size,
        hash("MD5", filename, size),
        hash("SHA-512", filename, size));
  }

  /// The hash of a file that exists only as a name and a length.
  static String hash(String algorithm, String name, long size) {
    try {
      byte[] digest =
          MessageDigest.getInstance(algorithm)
              .digest(
                  (name.toLowerCase(Locale.ROOT) + ' ' + size).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long sizeOf(String filename, Release release) {
    long base =
        filename.startsWith("cat3k")
            ? 470_000_000L
            : release.is17() ? 1_090_000_000L : 760_000_000L;
    return base + release.minor() * 6_400_000L + Math.floorMod(filename.hashCode(), 3_000_017L);
  }
}
