package io.hitless.api.inventory;

import io.hitless.access.Caller;
import io.hitless.access.Scope;
import io.hitless.api.body.HostAddress;
import io.hitless.api.body.LocalAddresses;
import io.hitless.api.problem.Violation;
import io.hitless.device.SshProfile;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFacts;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Vault;
import io.hitless.page.TimeOrderedIds;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Checks what a form says against what we know, and makes the device of it.
@Component
final class Registration {
  private final Vault vault;
  private final LocalAddresses local;
  private final TimeOrderedIds ids;
  private final InstantSource clock;

  Registration(Vault vault, LocalAddresses local, TimeOrderedIds ids, InstantSource clock) {
    this.vault = vault;
    this.local = local;
    this.ids = ids;
    this.clock = clock;
  }

  List<Violation> violations(DeviceForm form) {
    var found = new ArrayList<Violation>();
    HostAddress.parse(form.address())
        .flatMap(host -> local.fault(host, "/address"))
        .ifPresent(found::add);
    if (vault.find(form.credential()).isEmpty()) {
      found.add(
          new Violation(
              "/credential", "unknown-credential", "there is no credential of this name"));
    }
    return found;
  }

  /// What is wrong with a device that whoever registers it would not see.
  static Optional<Violation> beyond(Caller caller, DeviceForm form) {
    return caller.scope().covers(form.site(), form.tags())
        ? Optional.empty()
        : Optional.of(
            new Violation(
                "/site",
                "outside-scope",
                "the site and the tags must be within your scope: " + words(caller.scope())));
  }

  private static String words(Scope scope) {
    return "sites "
        + scope.sites().stream().sorted().toList()
        + ", tags "
        + scope.tags().stream().sorted().toList();
  }

  Device made(DeviceForm form) {
    Instant now = clock.instant();
    return device(form, new DeviceId(ids.next()), Optional.empty(), 0, now);
  }

  Device changed(Device before, DeviceForm form) {
    return device(form, before.id(), before.facts(), before.version(), before.createdAt());
  }

  private Device device(
      DeviceForm form, DeviceId id, Optional<DeviceFacts> facts, long version, Instant createdAt) {
    return new Device(
        id,
        form.name(),
        form.address(),
        form.port().orElse(DeviceForm.SSH_PORT),
        form.credential(),
        form.site(),
        form.role(),
        form.tags(),
        form.redundancyGroup(),
        form.sshProfile().orElse(SshProfile.MODERN),
        form.policy(),
        form.hostKeys(),
        facts,
        version,
        createdAt,
        clock.instant());
  }
}
