package io.hitless.device;

import java.util.Set;

/// Where a device is and how it is met.
///
/// @param name ours, for messages
/// @param host name or address
/// @param port TCP port of its SSH server
/// @param pinnedKeys accepted host keys as `SHA256:…` (OpenSSH's notation, unpadded base64)
public record Target(
    String name,
    String host,
    int port,
    Credentials credentials,
    SshProfile sshProfile,
    HostKeyPolicy hostKeyPolicy,
    Set<String> pinnedKeys) {
  public Target {
    pinnedKeys = Set.copyOf(pinnedKeys);
  }
}
