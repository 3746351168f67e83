package io.hitless.api.body;

import io.hitless.api.problem.Violation;
import java.util.Optional;

/// Whether a device or a server of images may be this machine itself: only in the lab and in the
/// demo, where switches are simulated. Elsewhere it is a way to make the service, or a switch, talk
/// to what is behind it.
public record LocalAddresses(boolean allowed) {
  /// What is wrong with `host`, if anything is.
  public Optional<Violation> fault(HostAddress host, String pointer) {
    if (host.shared()) {
      return Optional.of(
          new Violation(pointer, "shared-address", "must be the address of one host"));
    }
    return host.local() && !allowed
        ? Optional.of(
            new Violation(
                pointer,
                "local-address",
                "must not be a loopback, link-local, metadata or unspecified address, unless the"
                    + " service runs with the profile lab"))
        : Optional.empty();
  }
}
