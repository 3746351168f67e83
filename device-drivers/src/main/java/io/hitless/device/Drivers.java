package io.hitless.device;

/// Opens sessions.
public interface Drivers {

  /// Connects, verifies the host key, logs in, reaches the privilege that changes need and makes
  /// the terminal quiet.
  ///
  /// @throws DeviceException when any of that fails; nothing is left open then
  IssuDriver open(Target target, SessionLog log);

  /// Like [#open], whatever privilege the account has: to find out what it may do. Nothing is
  /// changed over such a session. The same as [#open] where accounts have no privilege.
  default IssuDriver meet(Target target, SessionLog log) {
    return open(target, log);
  }

  /// The exact words that `change` will be sent as.
  String words(Change change);
}
