package io.hitless.device.sim;

/// What became of a command, as the judge sees it.
public enum Verdict {
  /// It did, or began to do, what it says.
  ACCEPTED,
  /// The switch said no.
  REFUSED,
  /// The switch neither did it nor said so.
  DROPPED
}
