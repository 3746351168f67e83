package io.hitless.terminal;

/// How a command ends, for scripts. Published; never renumbered.
final class Exit {
  /// Done; the upgrades that were watched succeeded, the devices that were asked about are ready.
  static final int YES = 0;

  /// Done, and the answer is no: an upgrade ended otherwise or is parked, a device is not ready.
  static final int NO = 1;

  /// The command line or the settings are wrong; nothing was asked of the service.
  static final int USAGE = 2;

  /// The service said no; nothing changed.
  static final int REFUSED = 3;

  /// The service can't be reached, or failed.
  static final int UNAVAILABLE = 4;

  private Exit() {}
}
