package io.hitless.api.inventory;

import io.hitless.api.body.AtMost;
import io.hitless.api.body.Between;
import io.hitless.api.body.Form;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;
import io.hitless.api.problem.Violation;
import io.hitless.device.HostKeyPolicy;
import io.hitless.device.SshProfile;
import io.hitless.inventory.Device;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A device as a client registers it.
record DeviceForm(
    @Is(Grammar.NAME) String name,
    @Is(Grammar.ADDRESS) String address,
    Optional<@Between(min = 1, max = 65_535) Integer> port,
    @Is(Grammar.NAME) String credential,
    Optional<@Is(Grammar.LABEL) String> site,
    Optional<@Is(Grammar.LABEL) String> role,
    @AtMost(32) Set<@Is(Grammar.LABEL) String> tags,
    Optional<@Is(Grammar.LABEL) String> redundancyGroup,
    Optional<SshProfile> sshProfile,
    Optional<HostKeyPolicy> hostKeyPolicy,
    @AtMost(16) Set<@Is(Grammar.FINGERPRINT) String> hostKeys)
    implements Form {
  static final int SSH_PORT = 22;

  /// What a client would have sent to get `device`.
  static DeviceForm of(Device device) {
    return new DeviceForm(
        device.name(),
        device.address(),
        Optional.of(device.port()),
        device.credential(),
        device.site(),
        device.role(),
        device.tags(),
        device.redundancyGroup(),
        Optional.of(device.sshProfile()),
        Optional.of(device.hostKeyPolicy()),
        device.hostKeys());
  }

  HostKeyPolicy policy() {
    return hostKeyPolicy.orElse(HostKeyPolicy.PINNED);
  }

  @Override
  public List<Violation> contradictions() {
    return policy() == HostKeyPolicy.PINNED && hostKeys.isEmpty()
        ? List.of(
            new Violation(
                "/hostKeys",
                "host-key-required",
                "PINNED needs at least one key (ssh-keyscan shows it), or choose TRUST_ON_FIRST_USE"))
        : List.of();
  }
}
