package io.hitless.approval;

import io.hitless.inventory.DeviceId;
import java.time.Instant;
import java.util.UUID;

/// A host key that somebody wants a device to be known by as well; another person has to agree.
///
/// @param fingerprint `SHA256:…`
/// @param name what the proposer is called
/// @param person who answers for the proposal
/// @param deviceVersion of the device when it was proposed: a change of it ends the proposal
/// @param until when it ends by itself
public record HostKeyProposal(
    UUID id,
    DeviceId device,
    String fingerprint,
    String reason,
    String name,
    String person,
    long deviceVersion,
    Instant at,
    Instant until) {}
