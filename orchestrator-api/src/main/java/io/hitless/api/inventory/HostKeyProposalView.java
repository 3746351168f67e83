package io.hitless.api.inventory;

import io.hitless.approval.HostKeyProposal;
import java.time.Instant;

/// A proposed host key as it is shown.
///
/// @param until when it ends by itself
record HostKeyProposalView(
    String id, String fingerprint, String reason, String proposedBy, Instant at, Instant until) {
  static HostKeyProposalView of(HostKeyProposal proposal) {
    return new HostKeyProposalView(
        proposal.id().toString(),
        proposal.fingerprint(),
        proposal.reason(),
        proposal.name(),
        proposal.at(),
        proposal.until());
  }
}
