package io.hitless.approval;

import io.hitless.access.Caller;
import io.hitless.event.Event;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Lets a device be known by another host key, which takes two persons: whoever can make the
/// service believe a key can have it offer a password to whoever holds that key.
public final class RotateHostKey {
  static final Duration OPEN_FOR = Duration.ofDays(1);

  private final HostKeyProposals proposals;
  private final Devices devices;
  private final Independence independence;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  public RotateHostKey(
      HostKeyProposals proposals,
      Devices devices,
      Independence independence,
      Supplier<UUID> ids,
      InstantSource clock) {
    this.proposals = proposals;
    this.devices = devices;
    this.independence = independence;
    this.ids = ids;
    this.clock = clock;
  }

  /// @return empty when there is no such device
  public Optional<HostKeyProposal> propose(
      DeviceId id, String fingerprint, String reason, Caller caller, boolean keep) {
    return devices
        .find(id)
        .map(device -> {
          Instant now = clock.instant();
          var proposal =
              new HostKeyProposal(
                  ids.get(),
                  id,
                  fingerprint,
                  reason.strip(),
                  caller.name(),
                  caller.person(),
                  device.version(),
                  now,
                  now.plus(OPEN_FOR));
          if (keep) {
            proposals.propose(
                proposal, event(Event.DeviceNote.HOST_KEY_PROPOSED, proposal, caller, reason));
          }
          return proposal;
        });
  }

  /// Those that can still be decided about.
  public List<HostKeyProposal> open(DeviceId device) {
    return proposals.open(device, clock.instant());
  }

  public Optional<HostKeyProposal> find(DeviceId device, UUID id) {
    return open(device).stream().filter(it -> it.id().equals(id)).findFirst();
  }

  /// What is decided about, with the device as it is now.
  public String digest(HostKeyProposal proposal) {
    long version = devices.find(proposal.device()).map(Device::version).orElse(-1L);
    return proposal.id() + "." + version;
  }

  /// @throws NotASecondPerson when `caller` proposed it
  /// @throws Stale when the device was changed since the proposal, or it was decided meanwhile
  public void decide(HostKeyProposal proposal, boolean yes, Caller caller, String reason) {
    independence
        .flaw(
            caller.id(),
            caller.person(),
            new Asker(proposal.person(), proposal.name(), proposal.at()))
        .ifPresent(why -> {
          throw new NotASecondPerson(why, Optional.empty());
        });
    String type = yes ? Event.DeviceNote.HOST_KEY_PINNED : Event.DeviceNote.HOST_KEY_DENIED;
    boolean done =
        proposals.decide(
            proposal,
            yes,
            caller.person(),
            reason.strip(),
            clock.instant(),
            event(type, proposal, caller, reason));
    if (!done) {
      throw new Stale(digest(proposal));
    }
  }

  private static Event event(String type, HostKeyProposal proposal, Caller caller, String reason) {
    return new Event.DeviceNote(
        type,
        proposal.device(),
        Optional.empty(),
        Map.of(
            "fingerprint", proposal.fingerprint(),
            "proposal", proposal.id().toString(),
            "proposedBy", proposal.name(),
            "by", caller.name(),
            "reason", reason.strip()));
  }
}
