package io.hitless.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a step found to be true, and what follows for the job.
public sealed interface StepResult {

  /// The job moves on.
  ///
  /// @param why one sentence
  /// @param by who wanted it; `hitless` for the job itself
  /// @param outcome how the job ended, when the signal ends it
  record Go(Signal signal, String why, String by, Optional<Outcome> outcome)
      implements StepResult {}

  /// Nothing to do but to look again.
  ///
  /// @param due when; absent when only a person or another job can change anything
  /// @param doing what is waited for, in words
  record NotYet(Optional<Instant> due, Set<WaitingFor> waitingFor, String doing)
      implements StepResult {
    public NotYet {
      waitingFor = Set.copyOf(waitingFor);
    }
  }

  /// A human has to look.
  record Park(Outcome outcome) implements StepResult {}

  String SELF = "hitless";

  static StepResult go(Signal signal, String why) {
    return new Go(signal, why, SELF, Optional.empty());
  }

  static StepResult end(Signal signal, Outcome outcome) {
    return new Go(signal, outcome.summary(), SELF, Optional.of(outcome));
  }

  static StepResult park(String code, String summary, List<String> evidence) {
    return new Park(new Outcome(code, summary, evidence, Optional.empty(), List.of()));
  }
}
