package io.hitless.job;

import java.time.Instant;
import java.util.Optional;

/// An action that an operator asked for and that the job's next turn takes up.
///
/// @param by who
/// @param person who answers for it, whatever key or login it was
/// @param resolveAs for [Action#RESOLVE]: what the operator says the end is, to be verified by
///   reading
/// @param installState for [Action#CLEAR]: the disruptive `clear install state` instead of removing
///   what is inactive
public record ActionRequest(
    long id,
    JobId job,
    Action action,
    String reason,
    String by,
    String person,
    Optional<Stage> resolveAs,
    boolean installState,
    Instant at) {}
