package io.hitless.api.job;

import io.hitless.api.body.Form;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;
import io.hitless.api.body.Within;
import java.time.Duration;
import java.util.Optional;

/// Why an emergency does not wait for a second person.
///
/// @param validFor how long the job may go on like this, one hour unless said
record BreakGlassForm(
    @Is(Grammar.SENTENCE) String reason,
    Optional<@Within(min = "PT1M", max = "PT24H") Duration> validFor)
    implements Form {
  static final Duration USUAL = Duration.ofHours(1);
}
