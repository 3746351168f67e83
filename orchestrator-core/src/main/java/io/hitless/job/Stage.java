package io.hitless.job;

/// Where a job stands. Published words: never renamed.
public enum Stage {
  QUEUED,
  PRECHECKING,
  STAGING,
  ADDING,
  STAGED,
  ACTIVATING,
  WAITING_FOR_SSO,
  SOAKING,
  COMMITTING,
  INSTALLING,
  VERIFYING,
  ABORTING,
  CLEARING,
  NEEDS_OPERATOR,
  SUCCEEDED,
  ROLLED_BACK,
  FAILED,
  CANCELLED;

  /// Nothing will ever happen to the job again.
  public boolean terminal() {
    return switch (this) {
      case SUCCEEDED, ROLLED_BACK, FAILED, CANCELLED -> true;
      case QUEUED,
          PRECHECKING,
          STAGING,
          ADDING,
          STAGED,
          ACTIVATING,
          WAITING_FOR_SSO,
          SOAKING,
          COMMITTING,
          INSTALLING,
          VERIFYING,
          ABORTING,
          CLEARING,
          NEEDS_OPERATOR ->
          false;
    };
  }
}
