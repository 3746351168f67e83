package io.hitless.api.observe;

import io.hitless.job.Stage;
import io.hitless.job.Verdict;
import java.util.Arrays;
import java.util.List;

/// The words that labels are made of.
final class Words {
  static final String ROLLED_BACK_BY_DEVICE = "rolled_back_by_device";
  static final String LEASE_LOST = "lease_lost";

  static final List<String> OUTCOMES =
      List.of(
          "succeeded",
          "rolled_back",
          ROLLED_BACK_BY_DEVICE,
          "failed",
          "cancelled",
          "needs_operator");

  static final List<String> VERDICTS =
      Arrays.stream(Verdict.values()).map(JobMeters::word).toList();

  /// Why a changing command was not sent again: the switch had done it, was at it or about to be,
  /// or another replica had the job by then.
  static final List<String> PREVENTED = List.of("done", "running", "starting", LEASE_LOST);

  static final String CONNECTED = "connected";

  /// That a session came about, or the code of what stood in its way.
  static final List<String> CONNECT_RESULTS =
      List.of(
          CONNECTED,
          "unreachable",
          "login-refused",
          "host-key-changed",
          "not-authorised",
          "unexpected-prompt",
          "unrecognised-output",
          "silent",
          "hung-up");

  private Words() {}

  /// How a job ended, or that it is parked.
  static String of(Stage end) {
    return JobMeters.word(end);
  }

  /// How a step ended. Going back and tidying up pass when they get on.
  static String outcome(Stage from, Stage to) {
    return switch (to) {
      case NEEDS_OPERATOR -> "needs_operator";
      case CANCELLED -> "cancelled";
      case ABORTING, CLEARING, FAILED, ROLLED_BACK ->
          from == Stage.ABORTING || from == Stage.CLEARING ? "passed" : "failed";
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
          SUCCEEDED ->
          "passed";
    };
  }
}
