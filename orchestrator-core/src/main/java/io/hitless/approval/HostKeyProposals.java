package io.hitless.approval;

import io.hitless.event.Event;
import io.hitless.inventory.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Remembers proposals of host keys until somebody decided. Every method is one transaction.
public interface HostKeyProposals {

  /// Keeps a proposal, with the event that says so.
  void propose(HostKeyProposal proposal, Event event);

  /// Those of a device that nobody has decided about and that have not ended, oldest first.
  List<HostKeyProposal> open(DeviceId device, Instant now);

  Optional<HostKeyProposal> find(DeviceId device, UUID id);

  /// Decides once, with the event that says so. A yes pins the key beside the others, if the device
  /// still is at [HostKeyProposal#deviceVersion].
  ///
  /// @return whether it was decided now; false when it was before, ended, or the device changed
  boolean decide(
      HostKeyProposal proposal, boolean yes, String by, String reason, Instant now, Event event);
}
