package io.hitless.session;

import io.hitless.device.Credentials;
import io.hitless.device.Drivers;
import io.hitless.device.HostKeyPolicy;
import io.hitless.device.IssuDriver;
import io.hitless.device.SessionLog;
import io.hitless.device.Target;
import io.hitless.event.Event;
import io.hitless.event.Events;
import io.hitless.inventory.CredentialUse;
import io.hitless.inventory.Device;
import io.hitless.inventory.Devices;
import io.hitless.inventory.Vault;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Opens sessions with registered devices: finds what logs in, and pins the first host key of a
/// device that trusts on first use.
public final class Sessions {
  private final Drivers drivers;
  private final Devices devices;
  private final Vault vault;
  private final Events events;

  public Sessions(Drivers drivers, Devices devices, Vault vault, Events events) {
    this.drivers = drivers;
    this.devices = devices;
    this.vault = vault;
    this.events = events;
  }

  /// @param use what for; kept in the audit
  /// @throws io.hitless.device.DeviceException when no session comes about
  /// @throws NoCredential when the device's credential is gone
  public IssuDriver open(Device device, SessionLog log, CredentialUse use) {
    return session(device, use, target -> drivers.open(target, log));
  }

  /// Like [#open], whatever privilege the account has: to find out what it may do.
  public IssuDriver meet(Device device, SessionLog log, CredentialUse use) {
    return session(device, use, target -> drivers.meet(target, log));
  }

  private IssuDriver session(
      Device device, CredentialUse use, Function<Target, IssuDriver> opening) {
    Credentials credentials =
        vault
            .open(device.credential(), use)
            .orElseThrow(() -> new NoCredential(device.name(), device.credential()));
    IssuDriver session =
        opening.apply(
            new Target(
                device.name(),
                device.address(),
                device.port(),
                credentials,
                device.sshProfile(),
                device.hostKeyPolicy(),
                device.hostKeys()));
    if (device.hostKeyPolicy() == HostKeyPolicy.TRUST_ON_FIRST_USE && device.hostKeys().isEmpty()) {
      pin(device, session);
    }
    return session;
  }

  private void pin(Device device, IssuDriver session) {
    String key = session.identity().hostKey();
    if (devices.pinFirstKey(device.id(), key)) {
      events.append(
          new Event.DeviceNote(
              Event.DeviceNote.HOST_KEY_PINNED,
              device.id(),
              Optional.empty(),
              Map.of("fingerprint", key)));
      return;
    }
    boolean same = devices.find(device.id()).map(now -> now.hostKeys().contains(key)).orElse(false);
    if (!same) {
      session.close();
      throw new io.hitless.device.DeviceException.HostKeyChanged(
          device.name(),
          key,
          devices.find(device.id()).map(Device::hostKeys).orElseGet(java.util.Set::of));
    }
  }

  /// The credential that a device names is not in the vault.
  public static final class NoCredential extends RuntimeException {
    NoCredential(String device, String credential) {
      super("the credential " + credential + " of " + device + " is not in the vault");
    }
  }
}
