package io.hitless.inventory;

import io.hitless.device.HostKeyPolicy;
import io.hitless.device.SshProfile;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// One device of two units, as the operators registered it.
///
/// @param name unique
/// @param address host name or address of its management
/// @param port TCP port of its SSH server
/// @param credential name of what logs in
/// @param redundancyGroup devices that must never be touched at the same time
/// @param hostKeys pinned `SHA256:…` fingerprints
/// @param facts what was last seen of it
/// @param version grows with every change; the resource's ETag
public record Device(
    DeviceId id,
    String name,
    String address,
    int port,
    String credential,
    Optional<String> site,
    Optional<String> role,
    Set<String> tags,
    Optional<String> redundancyGroup,
    SshProfile sshProfile,
    HostKeyPolicy hostKeyPolicy,
    Set<String> hostKeys,
    Optional<DeviceFacts> facts,
    long version,
    Instant createdAt,
    Instant updatedAt) {
  public Device {
    tags = Set.copyOf(tags);
    hostKeys = Set.copyOf(hostKeys);
  }
}
