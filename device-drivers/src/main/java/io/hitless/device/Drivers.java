package io.hitless.device;

/// Opens sessions.
public interface Drivers {

  /// Connects, verifies the host key, logs in, reaches the privilege that changes need and makes
  /// the terminal quiet.
  ///
  /// @throws DeviceException when any of that fails; nothing is left open then
  IssuDriver open(Target target, SessionLog log);

  /// The exact words that `change` will be sent as.
  String words(Change change);
}
