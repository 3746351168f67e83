package io.hitless.job;

/// Why a job that could go on doesn't. Published words.
public enum WaitingFor {
  APPROVAL,
  WINDOW,
  SLOT,
  REDUNDANCY_PEER,
  FREEZE,
  EMERGENCY_STOP,
  NOT_BEFORE,
  COMMIT,
  SOAK,
  DEVICE
}
