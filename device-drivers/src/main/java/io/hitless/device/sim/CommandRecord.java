package io.hitless.device.sim;

import java.time.Instant;
import java.util.Optional;

/// One line that a switch was sent, and what became of it: what a judge reads.
///
/// @param at device time
/// @param session number of the terminal session on that device, counted from 1
/// @param mode `exec`, `enable`, `config`, `answer`, `password-prompt`, `scp`
/// @param line as typed; a secret is replaced by `<right secret>`, `<wrong secret>` or `<secret>`
/// @param changing whether it is a command that may change the device
/// @param secretLeaked whether a secret was typed where it would be echoed and logged
/// @param before the device when a changing command arrived
public record CommandRecord(
    Instant at,
    String device,
    int session,
    String mode,
    String line,
    boolean changing,
    Verdict outcome,
    boolean secretLeaked,
    Optional<Snapshot> before) {}
