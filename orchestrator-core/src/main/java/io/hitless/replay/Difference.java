package io.hitless.replay;

import java.time.Instant;

/// One place where today's release would not do as the job did.
///
/// @param at when it was recorded
/// @param about the question, the change or the verdict
/// @param then what the job made of it
/// @param now what is made of it today
public record Difference(Instant at, Kind kind, String about, String then, String now) {

  /// In what they differ.
  public enum Kind {
    /// What could not be read then is read now.
    UNDERSTANDS_NOW,
    /// What was read then is refused now.
    REFUSES_NOW,
    /// Both fail, each for a reason of its own.
    FAILS_OTHERWISE,
    /// The same text is another fact now; also when a fact has got another shape.
    READS_OTHERWISE,
    /// The answer to a change means something else now.
    ANSWERS_OTHERWISE,
    /// Another situation, or another verdict on it.
    DECIDES_OTHERWISE,
    /// Now something else is typed, whose answer nobody knows.
    TYPES_OTHERWISE
  }
}
