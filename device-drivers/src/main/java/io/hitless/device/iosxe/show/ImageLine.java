package io.hitless.device.iosxe.show;

import io.hitless.device.facts.SoftwareVersion;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The release in a line such as `Cisco IOS Software [Fuji], … (CAT9K_IOSXE), Version 16.9.2,
/// RELEASE SOFTWARE (fc4)`.
final class ImageLine {
  private static final Pattern VERSION =
      Pattern.compile(
          "\\bVersion (?<version>[^\\s,]{1,60})(?<patched> - SMU-PATCHED)?(?=[\\s,\\[]|$)");

  private ImageLine() {}

  static Optional<SoftwareVersion> version(String line) {
    Matcher version = VERSION.matcher(line);
    if (!version.find()) {
      return Optional.empty();
    }
    String remark = version.group("patched");
    return SoftwareVersion.parse(version.group("version") + (remark == null ? "" : remark));
  }
}
