package io.hitless.job;

import static io.hitless.job.Signal.ABORT;
import static io.hitless.job.Signal.ADDED;
import static io.hitless.job.Signal.ALREADY_THERE;
import static io.hitless.job.Signal.CANCEL;
import static io.hitless.job.Signal.CHECKED;
import static io.hitless.job.Signal.CLEAN_CANCELLED;
import static io.hitless.job.Signal.CLEAN_FAILED;
import static io.hitless.job.Signal.CLEAN_ROLLED_BACK;
import static io.hitless.job.Signal.CLEAR;
import static io.hitless.job.Signal.COMMIT;
import static io.hitless.job.Signal.COMMITTED;
import static io.hitless.job.Signal.FAIL;
import static io.hitless.job.Signal.GO;
import static io.hitless.job.Signal.IMAGE_READY;
import static io.hitless.job.Signal.IMAGE_READY_FOR_ONE_STEP;
import static io.hitless.job.Signal.INSTALLED;
import static io.hitless.job.Signal.PARK;
import static io.hitless.job.Signal.PROVEN;
import static io.hitless.job.Signal.RESOLVED_FAILED;
import static io.hitless.job.Signal.RESOLVED_ROLLED_BACK;
import static io.hitless.job.Signal.RESOLVED_SUCCEEDED;
import static io.hitless.job.Signal.RESUME_ABORTING;
import static io.hitless.job.Signal.RESUME_ACTIVATING;
import static io.hitless.job.Signal.RESUME_ADDING;
import static io.hitless.job.Signal.RESUME_COMMITTING;
import static io.hitless.job.Signal.RESUME_INSTALLING;
import static io.hitless.job.Signal.RESUME_PRECHECKING;
import static io.hitless.job.Signal.RESUME_STAGED;
import static io.hitless.job.Signal.RESUME_VERIFYING;
import static io.hitless.job.Signal.RESUME_WAITING;
import static io.hitless.job.Signal.REVERTED;
import static io.hitless.job.Signal.SSO_REACHED;
import static io.hitless.job.Signal.START;
import static io.hitless.job.Signal.UNDER_WAY;
import static io.hitless.job.Stage.ABORTING;
import static io.hitless.job.Stage.ACTIVATING;
import static io.hitless.job.Stage.ADDING;
import static io.hitless.job.Stage.CANCELLED;
import static io.hitless.job.Stage.CLEARING;
import static io.hitless.job.Stage.COMMITTING;
import static io.hitless.job.Stage.FAILED;
import static io.hitless.job.Stage.INSTALLING;
import static io.hitless.job.Stage.NEEDS_OPERATOR;
import static io.hitless.job.Stage.PRECHECKING;
import static io.hitless.job.Stage.QUEUED;
import static io.hitless.job.Stage.ROLLED_BACK;
import static io.hitless.job.Stage.SOAKING;
import static io.hitless.job.Stage.STAGED;
import static io.hitless.job.Stage.STAGING;
import static io.hitless.job.Stage.SUCCEEDED;
import static io.hitless.job.Stage.VERIFYING;
import static io.hitless.job.Stage.WAITING_FOR_SSO;

import java.util.List;

/// One way from one stage to the next. What is not here cannot happen.
public record Arrow(Stage from, Signal signal, Stage to) {

  /// All of them.
  public static final List<Arrow> TABLE =
      List.of(
          arrow(QUEUED, START, PRECHECKING),
          arrow(QUEUED, FAIL, FAILED),
          arrow(QUEUED, CANCEL, CANCELLED),
          arrow(QUEUED, PARK, NEEDS_OPERATOR),
          arrow(PRECHECKING, CHECKED, STAGING),
          arrow(PRECHECKING, ALREADY_THERE, SUCCEEDED),
          arrow(PRECHECKING, FAIL, FAILED),
          arrow(PRECHECKING, CANCEL, CANCELLED),
          arrow(PRECHECKING, PARK, NEEDS_OPERATOR),
          arrow(STAGING, IMAGE_READY, ADDING),
          arrow(STAGING, IMAGE_READY_FOR_ONE_STEP, INSTALLING),
          arrow(STAGING, FAIL, FAILED),
          arrow(STAGING, CANCEL, CANCELLED),
          arrow(STAGING, PARK, NEEDS_OPERATOR),
          arrow(ADDING, ADDED, STAGED),
          arrow(ADDING, ALREADY_THERE, VERIFYING),
          arrow(ADDING, CLEAR, CLEARING),
          arrow(ADDING, PARK, NEEDS_OPERATOR),
          arrow(STAGED, GO, ACTIVATING),
          arrow(STAGED, CLEAR, CLEARING),
          arrow(STAGED, PARK, NEEDS_OPERATOR),
          arrow(ACTIVATING, UNDER_WAY, WAITING_FOR_SSO),
          arrow(ACTIVATING, REVERTED, CLEARING),
          arrow(ACTIVATING, CLEAR, CLEARING),
          arrow(ACTIVATING, ABORT, ABORTING),
          arrow(ACTIVATING, PARK, NEEDS_OPERATOR),
          arrow(WAITING_FOR_SSO, SSO_REACHED, SOAKING),
          arrow(WAITING_FOR_SSO, REVERTED, CLEARING),
          arrow(WAITING_FOR_SSO, ABORT, ABORTING),
          arrow(WAITING_FOR_SSO, PARK, NEEDS_OPERATOR),
          arrow(SOAKING, COMMIT, COMMITTING),
          arrow(SOAKING, REVERTED, CLEARING),
          arrow(SOAKING, ABORT, ABORTING),
          arrow(SOAKING, PARK, NEEDS_OPERATOR),
          arrow(COMMITTING, COMMITTED, VERIFYING),
          arrow(COMMITTING, REVERTED, CLEARING),
          arrow(COMMITTING, PARK, NEEDS_OPERATOR),
          arrow(INSTALLING, INSTALLED, VERIFYING),
          arrow(INSTALLING, REVERTED, CLEARING),
          arrow(INSTALLING, CLEAR, CLEARING),
          arrow(INSTALLING, PARK, NEEDS_OPERATOR),
          arrow(VERIFYING, PROVEN, SUCCEEDED),
          arrow(VERIFYING, PARK, NEEDS_OPERATOR),
          arrow(ABORTING, REVERTED, CLEARING),
          arrow(ABORTING, CLEAR, CLEARING),
          arrow(ABORTING, PARK, NEEDS_OPERATOR),
          arrow(CLEARING, CLEAN_ROLLED_BACK, ROLLED_BACK),
          arrow(CLEARING, CLEAN_FAILED, FAILED),
          // Nothing was ever sent, so there is nothing to take back and nothing to read.
          arrow(NEEDS_OPERATOR, CANCEL, CANCELLED),
          arrow(CLEARING, CLEAN_CANCELLED, CANCELLED),
          arrow(CLEARING, PARK, NEEDS_OPERATOR),
          arrow(NEEDS_OPERATOR, RESUME_PRECHECKING, PRECHECKING),
          arrow(NEEDS_OPERATOR, RESUME_ADDING, ADDING),
          arrow(NEEDS_OPERATOR, RESUME_STAGED, STAGED),
          arrow(NEEDS_OPERATOR, RESUME_ACTIVATING, ACTIVATING),
          arrow(NEEDS_OPERATOR, RESUME_WAITING, WAITING_FOR_SSO),
          arrow(NEEDS_OPERATOR, RESUME_COMMITTING, COMMITTING),
          arrow(NEEDS_OPERATOR, RESUME_INSTALLING, INSTALLING),
          arrow(NEEDS_OPERATOR, RESUME_VERIFYING, VERIFYING),
          arrow(NEEDS_OPERATOR, RESUME_ABORTING, ABORTING),
          arrow(NEEDS_OPERATOR, COMMIT, COMMITTING),
          arrow(NEEDS_OPERATOR, ABORT, ABORTING),
          arrow(NEEDS_OPERATOR, CLEAR, CLEARING),
          arrow(NEEDS_OPERATOR, REVERTED, CLEARING),
          arrow(NEEDS_OPERATOR, RESOLVED_SUCCEEDED, SUCCEEDED),
          arrow(NEEDS_OPERATOR, RESOLVED_ROLLED_BACK, ROLLED_BACK),
          arrow(NEEDS_OPERATOR, RESOLVED_FAILED, FAILED));

  private static Arrow arrow(Stage from, Signal signal, Stage to) {
    return new Arrow(from, signal, to);
  }
}
