package io.hitless.device.sim;

/// What a unit is to its pair just now.
enum UnitRole {
  ACTIVE("ACTIVE"),
  STANDBY_HOT("STANDBY HOT"),
  COLD_CONFIG("STANDBY COLD-CONFIG"),
  COLD_FILESYS("STANDBY COLD-FILESYS"),
  COLD_BULK("STANDBY COLD-BULK"),
  /// Powered, reloading, not yet seen by the active unit.
  BOOTING("DISABLED"),
  /// Seen by nobody: no power.
  OFF("DISABLED"),
  /// Stopped in the boot loader.
  ROMMON("DISABLED"),
  /// Alone after the links between the units were lost: its ports are shut.
  RECOVERY("DISABLED"),
  /// Up, but not let in since its version doesn't match.
  MISMATCHED("DISABLED");

  private final String words;

  UnitRole(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  boolean isStandby() {
    return switch (this) {
      case STANDBY_HOT, COLD_CONFIG, COLD_FILESYS, COLD_BULK -> true;
      case ACTIVE, BOOTING, OFF, ROMMON, RECOVERY, MISMATCHED -> false;
    };
  }
}
