package io.hitless.device;

import java.time.Duration;
import java.util.Optional;

/// Everything that Hitless can ever do to a device. Each is one command; nothing else changes a
/// switch.
public sealed interface Change {

  /// `write memory`.
  record SaveConfiguration() implements Change {}

  /// Unpacks an image on both units. Traffic is not touched.
  ///
  /// @param path with its file system
  record AddImage(String path) implements Change {}

  /// Reloads the standby on the new release, then switches over to it and reloads the former
  /// active. Every session dies.
  ///
  /// @param autoAbort how long the device waits for a commit before it rolls back; its own default
  ///   when absent
  record Activate(Optional<Duration> autoAbort) implements Change {}

  /// Makes the new release permanent and stops the device's timer.
  record Commit() implements Change {}

  /// Reloads both units back to the old release.
  record Abort() implements Change {}

  /// Deletes packages that are not in use, on every unit.
  record RemoveInactive() implements Change {}

  /// Add, activate and commit in one; cannot be rolled back.
  record InstallInOneStep(String path) implements Change {}

  /// Forgets the state of an upgrade; on 17.x reloads every unit. Only ever by an operator's
  /// explicit action.
  record ClearInstallState() implements Change {}

  /// The device fetches an image itself. A file that is there already is never written over.
  ///
  /// @param url without a password
  /// @param vrf the routing table that leads to the file server, where it isn't the global one
  /// @param login what the file server asks for; typed only at the questions of this copy
  record Copy(String url, String path, Optional<String> vrf, Optional<Credentials> login)
      implements Change {
    public Copy(String url, String path) {
      this(url, path, Optional.empty(), Optional.empty());
    }
  }

  /// An image is sent to the device by legacy SCP, on a connection of its own. The session itself
  /// is over then: an idle one would be cut while a gigabyte travels, and takes a terminal line.
  record Push(ImageContent content, String path) implements Change {}

  /// Removes one image file, to copy it again after its hash was wrong.
  record DeleteFile(String path) implements Change {}
}
