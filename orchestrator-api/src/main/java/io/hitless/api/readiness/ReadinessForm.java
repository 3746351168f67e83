package io.hitless.api.readiness;

import io.hitless.api.body.Form;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;
import java.util.Optional;

/// What a device is asked about.
///
/// @param image what it would be upgraded to; without one the checks that need it are left out
record ReadinessForm(Optional<@Is(Grammar.ID) String> image) implements Form {}
