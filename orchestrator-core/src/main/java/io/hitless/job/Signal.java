package io.hitless.job;

/// What may move a job from one stage to another. A signal says what was found to be true, or what
/// somebody who may say so wants; the arrows say where that leads.
public enum Signal {
  /// Its turn has come.
  START,
  /// Every precheck passed.
  CHECKED,
  /// Both units run the target already.
  ALREADY_THERE,
  /// The image is on the flash, with the right size and hash; three steps follow.
  IMAGE_READY,
  /// The same; everything follows in one step.
  IMAGE_READY_FOR_ONE_STEP,
  /// The target is listed on both units.
  ADDED,
  /// Checked again, let through, nothing to wait for.
  GO,
  /// The device was seen to work on the activation.
  UNDER_WAY,
  /// Both units run the target and redundancy is complete.
  SSO_REACHED,
  /// Soaked, post-checked, in time: make it permanent.
  COMMIT,
  /// The target is committed on both units.
  COMMITTED,
  /// One step has done it all.
  INSTALLED,
  /// Every condition of a success holds.
  PROVEN,
  /// Go back while the device still can.
  ABORT,
  /// Both units are back on the old release, by our abort or by the device's timer.
  REVERTED,
  /// Nothing was activated; take back what was added.
  CLEAR,
  /// The device is as it was before: after a roll-back,
  CLEAN_ROLLED_BACK,
  /// … after a failure,
  CLEAN_FAILED,
  /// … or because somebody cancelled.
  CLEAN_CANCELLED,
  /// It cannot be done, and the device was not touched.
  FAIL,
  /// Somebody cancelled before the device was touched.
  CANCEL,
  /// A human has to look.
  PARK,
  /// An operator wants a parked job to go on; the device says from where.
  RESUME_PRECHECKING,
  RESUME_ADDING,
  RESUME_STAGED,
  RESUME_ACTIVATING,
  RESUME_WAITING,
  RESUME_COMMITTING,
  RESUME_INSTALLING,
  RESUME_VERIFYING,
  RESUME_ABORTING,
  /// An operator repaired the device, and reading it confirms what he says.
  RESOLVED_SUCCEEDED,
  RESOLVED_ROLLED_BACK,
  RESOLVED_FAILED
}
