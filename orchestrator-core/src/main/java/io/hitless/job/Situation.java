package io.hitless.job;

/// What one look at the device amounts to, seen from one job: which release runs where, what the
/// install database lists, and whether an in-service upgrade is going on. The second half is about
/// the two questions that have nothing to do with a release.
public enum Situation {
  /// Idle, both units on the old release and hot, nothing added.
  OLD_CLEAN,
  /// Idle, both on the old release, the target listed as inactive on both.
  LISTED,
  /// The same, but a unit has restarted since an activation was meant.
  LISTED_AFTER_RELOAD,
  /// Idle, both on the old release, the target listed on one unit only.
  LISTED_PARTLY,
  /// Idle, both on the old release, but the install database holds something else.
  OLD_LEFTOVERS,
  /// The upgrade is in `Added state` and no unit was touched.
  ADDED,
  /// A unit is being activated, or has been and redundancy is not complete yet.
  ACTIVATING,
  /// `Activated state`, terminal, both units on the target.
  ACTIVATED,
  /// `Activated state`, and a commit is running.
  COMMITTING,
  /// The device is going back.
  ROLLING_BACK,
  /// Idle, both on the target, committed, hot, nothing else.
  TARGET_CLEAN,
  /// Idle, both on the target, not committed or with something left.
  TARGET_UNCOMMITTED,
  /// Idle, the answering unit on the old release, its peer not hot.
  OLD_PEER_AWAY,
  /// Idle, the answering unit on the target, its peer not hot.
  TARGET_PEER_AWAY,
  /// The engine is idle and the units run different releases.
  MIXED,
  /// An upgrade to another release is going on.
  OTHER_UPGRADE,
  /// An upgrade is going on whose state and the releases that run do not fit together.
  STRANGE_UPGRADE,
  /// Anything else.
  STRANGE,

  /// The image is there, with the right size and hash.
  FILE_RIGHT,
  /// The image is short, or its hash differs.
  FILE_WRONG,
  FILE_ABSENT,
  CONFIGURATION_SAVED,
  CONFIGURATION_UNSAVED
}
