package io.hitless.device.facts;

/// The peer as redundancy sees it at this moment (`show redundancy states`), which changes every
/// few seconds while it boots.
///
/// @param state as printed, without its number (`STANDBY HOT`, `in progress to standby cold-bulk`,
///   `DISABLED`)
/// @param hot whether it may take over
/// @param operationalMode `Redundancy Mode (Operational)`, lower case
public record StandbyState(String state, boolean hot, String operationalMode) {}
