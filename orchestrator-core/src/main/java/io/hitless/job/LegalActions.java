package io.hitless.job;

import static io.hitless.job.Situation.ACTIVATED;
import static io.hitless.job.Situation.ACTIVATING;
import static io.hitless.job.Situation.ADDED;
import static io.hitless.job.Situation.LISTED;
import static io.hitless.job.Situation.LISTED_AFTER_RELOAD;
import static io.hitless.job.Situation.LISTED_PARTLY;
import static io.hitless.job.Situation.MIXED;
import static io.hitless.job.Situation.OLD_CLEAN;
import static io.hitless.job.Situation.OLD_LEFTOVERS;
import static io.hitless.job.Situation.STRANGE;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an operator may ask of a job: a published table of the job's state, whether it ever began
/// to activate, and what the device was when it was read last. The turn that takes an action up
/// reads the device again before it acts, so the table forbids what can never be right rather than
/// promising what will succeed.
public final class LegalActions {

  /// When an operator may ask for an action.
  ///
  /// @param stage of the job
  /// @param begun whether an activation of ours may have touched the units; absent for both
  /// @param seen what the device was when read last; empty for anything, also for not read
  public record Row(Stage stage, Optional<Boolean> begun, Set<Situation> seen, Action action) {
    public Row {
      seen = seen.isEmpty() ? Set.of() : Set.copyOf(seen);
    }

    private boolean covers(Job job) {
      return stage == job.stage()
          && begun.map(wanted -> wanted == everBegun(job)).orElse(true)
          && (seen.isEmpty() || job.memory().seen().map(seen::contains).orElse(false));
    }
  }

  private static final Set<Stage> AFTER_ACTIVATION =
      EnumSet.of(
          Stage.ACTIVATING,
          Stage.WAITING_FOR_SSO,
          Stage.SOAKING,
          Stage.COMMITTING,
          Stage.INSTALLING,
          Stage.VERIFYING,
          Stage.ABORTING);

  /// What only a second person may say, or somebody in an emergency.
  static final Set<Action> DECISIONS = EnumSet.of(Action.APPROVE, Action.DENY, Action.BREAK_GLASS);

  public static final List<Row> TABLE =
      List.of(
          row(Stage.QUEUED, Action.CANCEL),
          row(Stage.PRECHECKING, Action.CANCEL),
          row(Stage.STAGING, Action.CANCEL),
          row(Stage.ADDING, Action.CANCEL),
          row(Stage.STAGED, Action.CANCEL),
          // A job that was to stop here goes on.
          row(Stage.STAGED, Action.RETRY),
          row(Stage.ACTIVATING, Action.ABORT),
          row(Stage.WAITING_FOR_SSO, Action.ABORT),
          row(Stage.SOAKING, Action.ABORT),
          row(Stage.SOAKING, Action.COMMIT),
          row(Stage.NEEDS_OPERATOR, Action.RETRY),
          row(Stage.NEEDS_OPERATOR, Action.RESOLVE),
          parked(false, Set.of(), Action.CANCEL),
          parked(
              false,
              EnumSet.of(
                  OLD_CLEAN, LISTED, LISTED_AFTER_RELOAD, LISTED_PARTLY, OLD_LEFTOVERS, ADDED),
              Action.CLEAR),
          parked(
              true,
              EnumSet.of(
                  OLD_CLEAN,
                  LISTED,
                  LISTED_AFTER_RELOAD,
                  LISTED_PARTLY,
                  OLD_LEFTOVERS,
                  ADDED,
                  MIXED,
                  STRANGE),
              Action.CLEAR),
          parked(true, EnumSet.of(ACTIVATING, ACTIVATED), Action.ABORT),
          parked(true, EnumSet.of(ACTIVATED), Action.COMMIT));

  private LegalActions() {}

  /// What may be asked of `job` now.
  public static Set<Action> of(Job job) {
    if (job.stage().terminal()) {
      return Set.of();
    }
    if (job.handedOver()) {
      return Set.of(Action.HAND_BACK);
    }
    var legal = EnumSet.of(Action.TAKE_OVER);
    TABLE.stream().filter(row -> row.covers(job)).map(Row::action).forEach(legal::add);
    if (job.stage() == Stage.STAGED && !waitsToGoOn(job)) {
      legal.remove(Action.RETRY);
    }
    if (!everAdded(job)) {
      legal.remove(Action.CLEAR);
    }
    if (waitsForApproval(job)) {
      legal.addAll(DECISIONS);
    }
    return Collections.unmodifiableSet(legal);
  }

  /// One sentence on why `action` is not among them.
  static String whyNot(Job job, Action action) {
    if (job.stage().terminal()) {
      return "the job has ended";
    }
    if (job.handedOver()) {
      return "an operator has taken the device over; hand it back first";
    }
    return switch (action) {
      case CANCEL -> "units may have been touched already; abort is the way back";
      case COMMIT -> "only an upgrade that is activated on both units can be committed";
      case ABORT -> "only an upgrade of this job that is activating or activated can be aborted";
      case CLEAR ->
          "only a parked job that added something, whose units are back on the old release, can be"
              + " cleared";
      case RETRY -> "the job is not stopped";
      case RESOLVE -> "the job does not wait for an operator";
      case TAKE_OVER -> "the device is taken over already";
      case HAND_BACK -> "the device was not taken over";
      case APPROVE, DENY, BREAK_GLASS -> "the job waits for no approval";
    };
  }

  /// Whether the gate asks for a second person; stopping where the order says so is something else.
  private static boolean waitsForApproval(Job job) {
    return job.waitingFor().contains(WaitingFor.APPROVAL)
        && !(job.stage() == Stage.STAGED && waitsToGoOn(job));
  }

  static boolean waitsToGoOn(Job job) {
    return job.order().stageOnly() && !job.memory().granted().contains(Grant.GO_ON);
  }

  private static boolean everBegun(Job job) {
    return AFTER_ACTIVATION.contains(job.memory().parkedFrom().orElse(job.stage()))
        || (job.stage() == Stage.NEEDS_OPERATOR
            && job.timeline().stream()
                .anyMatch(entered -> AFTER_ACTIVATION.contains(entered.stage())));
  }

  /// What a job did not add is not its to remove.
  private static boolean everAdded(Job job) {
    return job.timeline().stream()
        .anyMatch(
            entered -> entered.stage() == Stage.ADDING || entered.stage() == Stage.INSTALLING);
  }

  private static Row row(Stage stage, Action action) {
    return new Row(stage, Optional.empty(), Set.of(), action);
  }

  private static Row parked(boolean begun, Set<Situation> seen, Action action) {
    return new Row(Stage.NEEDS_OPERATOR, Optional.of(begun), seen, action);
  }
}
