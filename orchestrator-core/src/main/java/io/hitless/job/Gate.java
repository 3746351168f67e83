package io.hitless.job;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The one place that may say "not now". Asked right before every changing command, so that API,
/// scheduler, retry and every other way to a device share it.
public interface Gate {

  /// May `job` send a change of this `kind` at `now`?
  Answer ask(Job job, Intent.Kind kind, Instant now);

  /// Yes, or what has to be waited for.
  sealed interface Answer {

    record Open() implements Answer {}

    /// @param why one sentence
    /// @param again when to ask again, absent when only a person can open it
    record NotNow(Set<WaitingFor> waitingFor, String why, Optional<Instant> again)
        implements Answer {
      public NotNow {
        waitingFor = Set.copyOf(waitingFor);
      }
    }
  }
}
