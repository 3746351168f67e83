package io.hitless.device.sim;

import java.util.Locale;
import java.util.Optional;

/// A file's address on the pair: `flash:x`, `stby-flash:x`, `flash-2:x`, `bootflash:/x`.
///
/// @param unit whose flash it is; nothing when that unit isn't there or the name means no file
///   system
record FileUrl(Optional<Unit> unit, String filesystem, String path) {

  static FileUrl of(Chassis chassis, String typed) {
    int colon = typed.indexOf(':');
    String filesystem =
        colon < 0
            ? chassis.profile().filesystem()
            : typed.substring(0, colon + 1).toLowerCase(Locale.ROOT);
    String path = typed.substring(colon + 1).replaceFirst("^/+", "");
    return new FileUrl(unit(chassis, filesystem), filesystem, path);
  }

  String full() {
    return filesystem + "/" + path;
  }

  private static Optional<Unit> unit(Chassis chassis, String filesystem) {
    String own = chassis.profile().filesystem();
    if (filesystem.equals(own) || filesystem.equals("flash:") || filesystem.equals("bootflash:")) {
      return Optional.of(chassis.active());
    }
    if (filesystem.equals("stby-" + own)
        || filesystem.equals("stby-flash:")
        || filesystem.equals("stby-bootflash:")) {
      return chassis.standby();
    }
    if (chassis.profile().isStackWiseVirtual()) {
      String stem = own.replace(":", "");
      return chassis.units().stream()
          .filter(unit -> filesystem.equals(stem + "-" + unit.number() + ":"))
          .filter(unit -> unit == chassis.active() || unit.role().isStandby())
          .findFirst();
    }
    return Optional.empty();
  }
}
