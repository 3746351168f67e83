package io.hitless.readiness;

import io.hitless.device.facts.SoftwareVersion;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the name of an image file gives away: its release, and whether it is one of the builds
/// without strong (`LDPE`) or without any payload encryption (`NPE`), between which no in-service
/// upgrade goes.
enum ImageBuild {
  ORDINARY,
  LDPE,
  NPE;

  private static final Pattern RELEASE =
      Pattern.compile(
          "\\.(\\d{1,2}\\.\\d{1,2}\\.\\d{1,2}[a-z]{0,8}\\d{0,4})\\.", Pattern.CASE_INSENSITIVE);

  /// Of any text in which an image is named.
  static ImageBuild named(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("ldpe")) {
      return LDPE;
    }
    return lower.contains("npe") ? NPE : ORDINARY;
  }

  /// The release in `cat9k_iosxe.16.12.04.SPA.bin`; absent when the name has none.
  static Optional<SoftwareVersion> release(String filename) {
    Matcher matcher = RELEASE.matcher(filename);
    return matcher.find() ? SoftwareVersion.parse(matcher.group(1)) : Optional.empty();
  }

  /// Cisco signs what it releases with one key (`SPA`), and specials with another (`SSA`).
  static boolean signedAsSpecial(String filename) {
    return filename.toUpperCase(Locale.ROOT).contains(".SSA.");
  }
}
