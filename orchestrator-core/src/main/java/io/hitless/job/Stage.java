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

  /// Whoever comes late here finds that something has decided without him: the switch is on its way
  /// between two releases and its timer runs, or a person is to hear of that.
  public boolean pressing() {
    return switch (this) {
      case ACTIVATING,
          WAITING_FOR_SSO,
          SOAKING,
          COMMITTING,
          INSTALLING,
          ABORTING,
          CLEARING,
          NEEDS_OPERATOR ->
          true;
      case QUEUED,
          PRECHECKING,
          STAGING,
          ADDING,
          STAGED,
          VERIFYING,
          SUCCEEDED,
          ROLLED_BACK,
          FAILED,
          CANCELLED ->
          false;
    };
  }
}
