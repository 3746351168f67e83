package io.hitless.device;

import java.util.Optional;

/// What logs in to a device.
///
/// @param username of the account
/// @param password for password and keyboard-interactive login; may be absent when a key is given
/// @param enableSecret typed only at the password question that `enable` asks
/// @param privateKey in PEM, for public-key login
public record Credentials(
    String username,
    Optional<Secret> password,
    Optional<Secret> enableSecret,
    Optional<Secret> privateKey) {}
