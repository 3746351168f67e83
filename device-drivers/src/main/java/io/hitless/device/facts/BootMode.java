package io.hitless.device.facts;

/// How a unit was booted: from unpacked packages (`INSTALL`), from one `.bin` (`BUNDLE`), or the
/// device did not say.
public enum BootMode {
  INSTALL,
  BUNDLE,
  UNSTATED
}
