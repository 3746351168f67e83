package io.hitless.api.key;

import io.hitless.api.body.Form;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;
import io.hitless.api.body.Within;
import java.time.Duration;
import java.util.Optional;

/// Another text for a key.
///
/// @param overlap how long the former text still counts; not at all, when left out
record RotationForm(
    Optional<@Within(min = "PT0S", max = "P7D") Duration> overlap,
    @Is(Grammar.SENTENCE) String reason)
    implements Form {}
