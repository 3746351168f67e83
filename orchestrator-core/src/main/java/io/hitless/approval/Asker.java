package io.hitless.approval;

import java.time.Instant;

/// Who asked for what somebody else has to decide about, and so can't be the second one.
///
/// @param name what that person is called
/// @param at when they did
record Asker(String person, String name, Instant at) {}
