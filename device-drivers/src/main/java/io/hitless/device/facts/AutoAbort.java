package io.hitless.device.facts;

import java.time.Duration;

/// The device's own timer that rolls an uncommitted upgrade back.
public sealed interface AutoAbort {

  /// No timer runs.
  record Inactive() implements AutoAbort {}

  /// Rolls back by itself once `remaining` has passed.
  record Running(Duration remaining) implements AutoAbort {}

  /// Runs, but the device did not print for how long.
  record RunningUntimed() implements AutoAbort {}

  /// The release prints no such line (16.6).
  record NotPrinted() implements AutoAbort {}
}
