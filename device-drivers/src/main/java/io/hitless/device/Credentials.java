package io.hitless.device;

import java.util.Optional;
import java.util.stream.Stream;

/// What logs in to a device.
///
/// @param username of the account
/// @param password for password and keyboard-interactive login; may be absent when a key is given
/// @param enableSecret typed only at the password question that `enable` asks
/// @param privateKey in PEM or OpenSSH's own notation, for public-key login, which is tried first
/// @param passphrase opens the private key where that is encrypted
public record Credentials(
    String username,
    Optional<Secret> password,
    Optional<Secret> enableSecret,
    Optional<Secret> privateKey,
    Optional<Secret> passphrase) {

  public Credentials(
      String username,
      Optional<Secret> password,
      Optional<Secret> enableSecret,
      Optional<Secret> privateKey) {
    this(username, password, enableSecret, privateKey, Optional.empty());
  }

  /// The secrets that are one line each: all but the private key.
  public Stream<Secret> oneLiners() {
    return Stream.of(password, enableSecret, passphrase).flatMap(Optional::stream);
  }
}
