package io.hitless.readiness;

/// One question to ask before a device is upgraded. Reads only.
public interface Check {

  /// Published word (`sso-mode`).
  String id();

  /// Whether it can only be asked of a device and an image together.
  default boolean needsImage() {
    return false;
  }

  /// Whether somebody may answer for it when its answer is unknown. Never for what the upgrade
  /// itself is steered by: redundancy, versions, the install state, the image.
  default boolean waivable() {
    return false;
  }

  /// @throws io.hitless.device.DeviceException when a reading that it needs is not to be had, which
  ///   makes the answer unknown
  CheckResult look(Subject subject);
}
