package io.hitless.device;

/// The ways in which a device is known to say no to a change (failure catalogue of the Catalyst
/// ISSU guides).
public enum Refusal {
  /// Another install operation holds the engine.
  ENGINE_BUSY,
  /// `System configuration has been modified`: save, then ask again.
  UNSAVED_CONFIGURATION,
  /// Booted from one `.bin`.
  BUNDLE_MODE,
  NOT_ENOUGH_SPACE,
  /// Done on one unit, failed on another.
  PARTIAL,
  /// `Super package already added`.
  ALREADY_ADDED,
  /// The very image that runs.
  SAME_IMAGE,
  /// Not allowed in the state that the upgrade is in.
  NOT_IN_THIS_STATE,
  /// An upgrade by somebody else is in progress.
  UPGRADE_IN_PROGRESS,
  /// The standby is not ready for it.
  STANDBY_NOT_READY,
  NO_SUCH_FILE,
  /// The account may not.
  NOT_AUTHORISED,
  /// The release does not know the command.
  UNKNOWN_COMMAND,
  /// A file of that name lies there already, and it was not written over.
  FILE_EXISTS,
  /// The file server wants a login, or refused the one that it got.
  FILE_SERVER_LOGIN,
  /// The file server did not answer.
  FILE_SERVER_UNREACHABLE,
  /// A transfer that had begun did not come to its end.
  COPY_BROKEN,
  /// `ip scp server enable` is not configured.
  SCP_SERVER_OFF,
  /// A refusal in words that are not in our table.
  OTHER;

  /// Whether the device may have begun before it said no, and left something of it behind.
  public boolean midway() {
    return switch (this) {
      case NOT_ENOUGH_SPACE, PARTIAL, COPY_BROKEN, OTHER -> true;
      case ENGINE_BUSY,
          UNSAVED_CONFIGURATION,
          BUNDLE_MODE,
          ALREADY_ADDED,
          SAME_IMAGE,
          NOT_IN_THIS_STATE,
          UPGRADE_IN_PROGRESS,
          STANDBY_NOT_READY,
          NO_SUCH_FILE,
          NOT_AUTHORISED,
          UNKNOWN_COMMAND,
          FILE_EXISTS,
          FILE_SERVER_LOGIN,
          FILE_SERVER_UNREACHABLE,
          SCP_SERVER_OFF ->
          false;
    };
  }
}
