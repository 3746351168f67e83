package io.hitless.device.sim;

import java.util.List;

/// `show version running`: the packages that run, and whether they came out of a bundle.
final class ShowVersionRunning {
  private static final List<String> PARTS =
      List.of("rpbase", "rpboot", "guestshell", "webui", "srdriver", "cc_srdriver");

  private ShowVersionRunning() {}

  static String of(Chassis chassis) {
    Unit active = chassis.active();
    Release release = active.running();
    String where =
        active.inBundleMode()
            ? "consolidated:"
            : "/" + chassis.profile().filesystem().replace(":", "/");
    StringBuilder text = new StringBuilder();
    text.append(
            "Package: Provisioning File, version: n/a, status: active\n  Role: provisioning file\n  File: ")
        .append(where)
        .append("packages.conf, on: RP0\n  Built: n/a, by: n/a\n  File SHA1 checksum: ")
        .append(sha1("packages.conf" + release))
        .append("\n\n");
    for (String part : PARTS) {
      text.append("Package: ").append(part).append(", version: ").append(release.padded());
      text.append(".0.")
          .append(release.build())
          .append(", status: active\n  Role: rp_")
          .append(part);
      text.append("\n  File: ")
          .append(where)
          .append("cat9k-")
          .append(part)
          .append('.')
          .append(release.padded());
      text.append(".SPA.pkg, on: RP0\n  Built: ")
          .append(release.year())
          .append("-11-05_18.02, by: mcpre\n");
      text.append("  File SHA1 checksum: ").append(sha1(part + release)).append("\n\n");
    }
    return text.toString();
  }

  private static String sha1(String name) {
    return ImageCatalogue.hash("SHA-1", name, 1);
  }
}
