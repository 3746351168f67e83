package io.hitless.readiness;

import io.hitless.device.facts.BootMode;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads from the name of what was booted, or would be, whether it is unpacked packages or one file
/// (Cisco TAC, document 214406: where no INSTALL column is printed, look for `packages.conf`).
final class BootModes {
  private static final Pattern PACKAGES =
      Pattern.compile("(?:[a-z0-9-]+:)?/*packages\\.conf(?:,\\d+)?;?", Pattern.CASE_INSENSITIVE);

  private BootModes() {}

  static BootMode of(String image) {
    String name = image.strip();
    if (PACKAGES.matcher(name).matches()) {
      return BootMode.INSTALL;
    }
    return name.toLowerCase(Locale.ROOT).matches(".*\\.bin(?:,\\d+)?;?")
        ? BootMode.BUNDLE
        : BootMode.UNSTATED;
  }
}
