package io.hitless.device.sim;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One of the two: a switch of a StackWise Virtual pair or a supervisor of a chassis.
final class Unit {
  private final Profile profile;
  private final int number;
  private final String serial;
  private final String mac;
  private final Flash flash;
  private final Map<Release, PackageState> packages = new LinkedHashMap<>();
  private Release running;
  private UnitRole role;
  private boolean bundle;
  private boolean manualBoot;
  private Instant bootedAt;
  private Instant since;
  private String reloadReason = "Reload Command";

  Unit(Profile profile, int number, String seed, Release running, UnitRole role, Instant bootedAt) {
    this.profile = profile;
    this.number = number;
    int hash = Math.floorMod((seed + number).hashCode(), 0xFFFFFF);
    this.serial = String.format(Locale.ROOT, "FCW%04d%s", 2000 + hash % 500, letters(hash));
    this.mac = String.format(Locale.ROOT, "bcc4.93%02x.%04x", (hash >> 16) & 0xFF, hash & 0xFF80);
    this.flash = new Flash(profile.flashBytes() + (number - 1) * 786_432L);
    this.running = running;
    this.role = role;
    this.bootedAt = bootedAt;
    this.since = bootedAt;
    packages.put(running, PackageState.COMMITTED);
    flash.put(StoredFile.of("packages.conf", 7_406, bootedAt));
    flash.put(StoredFile.of("vlan.dat", 3_436, bootedAt));
    flash.unpack(profile, running, bootedAt);
  }

  private static String letters(int hash) {
    StringBuilder text = new StringBuilder();
    int rest = hash;
    for (int i = 0; i < 4; i++) {
      text.append("0A1B2C3D4E5F6G7H8J9K".charAt(rest % 20));
      rest /= 20;
    }
    return text.toString();
  }

  int number() {
    return number;
  }

  String serial() {
    return serial;
  }

  /// In the dotted form of `show switch`.
  String mac() {
    return mac;
  }

  Flash flash() {
    return flash;
  }

  Map<Release, PackageState> packages() {
    return packages;
  }

  Optional<Release> with(PackageState state) {
    return packages.entrySet().stream()
        .filter(entry -> entry.getValue() == state)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  Release running() {
    return running;
  }

  void boots(Release release) {
    running = release;
  }

  UnitRole role() {
    return role;
  }

  void becomes(UnitRole next, Instant at) {
    role = next;
    since = at;
  }

  Instant since() {
    return since;
  }

  Instant bootedAt() {
    return bootedAt;
  }

  void startedAt(Instant at) {
    bootedAt = at;
  }

  boolean inBundleMode() {
    return bundle;
  }

  void bundle(boolean on) {
    bundle = on;
  }

  boolean manualBoot() {
    return manualBoot;
  }

  void manualBoot(boolean on) {
    manualBoot = on;
  }

  String reloadReason() {
    return reloadReason;
  }

  void reloadReason(String reason) {
    reloadReason = reason;
  }

  /// `1`, `2`, or `R0`, `R1`.
  String name() {
    return switch (profile.wording()) {
      case SWITCH, CHASSIS -> Integer.toString(number);
      case RP -> "R" + (number - 1);
    };
  }

  /// `switch 1`, `chassis 1`, `R0`: how progress lines call it.
  String called() {
    return switch (profile.wording()) {
      case SWITCH -> (running.is17() ? "Switch " : "switch ") + number;
      case CHASSIS -> "chassis " + number;
      case RP -> name();
    };
  }

  /// `Chassis 1`, `R0`: how ISSU records call it.
  String calledByIssu() {
    return switch (profile.wording()) {
      case SWITCH -> "Chassis " + number + (running.is17() ? "/R0" : "");
      case CHASSIS -> "Chassis " + number;
      case RP -> name();
    };
  }

  /// `Switch 1 R0/0`: where a log line comes from.
  String logLocation() {
    return switch (profile.wording()) {
      case SWITCH -> "Switch " + number + " R0/0";
      case CHASSIS -> "Chassis " + number + " R" + (number == 1 ? 1 : 0) + "/0";
      case RP -> name() + "/0";
    };
  }

  /// Slot of the chassis; the supervisors of a C9407R and a C9606R sit in 3 and 4.
  int slot() {
    return profile.isStackWiseVirtual() ? number : number + 2;
  }
}
