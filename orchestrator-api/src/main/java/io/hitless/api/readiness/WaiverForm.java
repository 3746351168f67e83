package io.hitless.api.readiness;

import io.hitless.api.body.Form;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;
import io.hitless.api.body.Within;
import java.time.Duration;
import java.util.Optional;

/// Somebody answers for a check whose answer is unknown.
///
/// @param image only for upgrades to this image
/// @param validFor how long, a day unless said
record WaiverForm(
    @Is(Grammar.SYSTEM) String check,
    Optional<@Is(Grammar.ID) String> image,
    @Is(Grammar.SENTENCE) String reason,
    Optional<@Within(min = "PT1M", max = "P30D") Duration> validFor)
    implements Form {
  static final Duration USUAL = Duration.ofDays(1);
}
