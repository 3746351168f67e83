package io.hitless.job;

/// What the last intent and a look at the device amount to.
public enum Verdict {
  /// Nothing was intended, and nothing stands in the way of the job's stage.
  GO_ON,
  /// What was intended is done.
  DONE,
  /// The device is at it: wait.
  RUNNING,
  /// Too early to tell whether the device has begun: wait a little and look again. Never from the
  /// table, but from the clock.
  STARTING,
  /// The device never got it, or did nothing: it may be sent once more.
  NOT_DONE,
  /// Done on one unit only.
  PARTIAL,
  /// Both units are back on the old release without our abort.
  ROLLED_BACK,
  /// An upgrade that is not this job's.
  FOREIGN,
  /// The units run different releases and nothing is going on.
  MIXED,
  /// Not in the table.
  UNRECOGNISED
}
