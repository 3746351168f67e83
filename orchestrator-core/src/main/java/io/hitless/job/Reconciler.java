package io.hitless.job;

import static io.hitless.job.Situation.ACTIVATED;
import static io.hitless.job.Situation.ACTIVATING;
import static io.hitless.job.Situation.ADDED;
import static io.hitless.job.Situation.COMMITTING;
import static io.hitless.job.Situation.CONFIGURATION_SAVED;
import static io.hitless.job.Situation.CONFIGURATION_UNSAVED;
import static io.hitless.job.Situation.FILE_ABSENT;
import static io.hitless.job.Situation.FILE_RIGHT;
import static io.hitless.job.Situation.FILE_WRONG;
import static io.hitless.job.Situation.LISTED;
import static io.hitless.job.Situation.LISTED_AFTER_RELOAD;
import static io.hitless.job.Situation.LISTED_PARTLY;
import static io.hitless.job.Situation.MIXED;
import static io.hitless.job.Situation.OLD_CLEAN;
import static io.hitless.job.Situation.OLD_LEFTOVERS;
import static io.hitless.job.Situation.OLD_PEER_AWAY;
import static io.hitless.job.Situation.OTHER_UPGRADE;
import static io.hitless.job.Situation.ROLLING_BACK;
import static io.hitless.job.Situation.STRANGE;
import static io.hitless.job.Situation.STRANGE_UPGRADE;
import static io.hitless.job.Situation.TARGET_CLEAN;
import static io.hitless.job.Situation.TARGET_PEER_AWAY;
import static io.hitless.job.Situation.TARGET_UNCOMMITTED;

import io.hitless.job.Intent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges after any doubt: the last intent and what the device says give one verdict, by a table
/// that is total, since whatever it does not name is [Verdict#UNRECOGNISED] and stops the job with
/// the device untouched.
public final class Reconciler {

  /// One line of the table.
  ///
  /// @param last kinds of the last intent; empty for none at all
  /// @param seen what the device amounts to
  public record Rule(Set<Kind> last, Set<Situation> seen, Verdict verdict) {
    public Rule {
      last = Set.copyOf(last);
      seen = Set.copyOf(seen);
    }
  }

  private static final Set<Kind> NONE = Set.of();

  public static final List<Rule> TABLE =
      List.of(
          // Nothing of ours: any upgrade is somebody else's. What else may be wrong, the checks
          // say.
          rule(
              NONE,
              Verdict.GO_ON,
              OLD_CLEAN,
              TARGET_CLEAN,
              LISTED,
              LISTED_AFTER_RELOAD,
              LISTED_PARTLY,
              OLD_LEFTOVERS,
              OLD_PEER_AWAY,
              TARGET_PEER_AWAY,
              MIXED,
              STRANGE),
          rule(
              NONE,
              Verdict.FOREIGN,
              ADDED,
              ACTIVATING,
              ACTIVATED,
              COMMITTING,
              ROLLING_BACK,
              TARGET_UNCOMMITTED,
              OTHER_UPGRADE,
              STRANGE_UPGRADE),
          rule(Kind.SAVE_CONFIGURATION, Verdict.DONE, CONFIGURATION_SAVED),
          rule(Kind.SAVE_CONFIGURATION, Verdict.NOT_DONE, CONFIGURATION_UNSAVED),
          rule(Kind.COPY, Verdict.DONE, FILE_RIGHT),
          rule(Kind.COPY, Verdict.NOT_DONE, FILE_WRONG, FILE_ABSENT),
          rule(Kind.DELETE_FILE, Verdict.DONE, FILE_ABSENT),
          rule(Kind.DELETE_FILE, Verdict.NOT_DONE, FILE_WRONG, FILE_RIGHT),
          rule(Kind.ADD, Verdict.DONE, LISTED, LISTED_AFTER_RELOAD, ADDED),
          rule(Kind.ADD, Verdict.NOT_DONE, OLD_CLEAN),
          rule(Kind.ADD, Verdict.PARTIAL, LISTED_PARTLY),
          rule(Kind.ADD, Verdict.RUNNING, OLD_PEER_AWAY),
          rule(
              Kind.ADD,
              Verdict.FOREIGN,
              ACTIVATING,
              ACTIVATED,
              COMMITTING,
              ROLLING_BACK,
              OTHER_UPGRADE),
          rule(Kind.ACTIVATE, Verdict.NOT_DONE, LISTED, ADDED),
          rule(
              Kind.ACTIVATE,
              Verdict.RUNNING,
              ACTIVATING,
              ROLLING_BACK,
              OLD_PEER_AWAY,
              TARGET_PEER_AWAY),
          rule(Kind.ACTIVATE, Verdict.DONE, ACTIVATED),
          rule(
              Kind.ACTIVATE,
              Verdict.ROLLED_BACK,
              OLD_CLEAN,
              LISTED_AFTER_RELOAD,
              LISTED_PARTLY,
              OLD_LEFTOVERS),
          rule(Kind.ACTIVATE, Verdict.MIXED, MIXED),
          rule(Kind.ACTIVATE, Verdict.FOREIGN, OTHER_UPGRADE),
          rule(Kind.COMMIT, Verdict.NOT_DONE, ACTIVATED),
          rule(
              Kind.COMMIT,
              Verdict.RUNNING,
              COMMITTING,
              ACTIVATING,
              ROLLING_BACK,
              TARGET_UNCOMMITTED,
              TARGET_PEER_AWAY,
              OLD_PEER_AWAY),
          rule(Kind.COMMIT, Verdict.DONE, TARGET_CLEAN),
          rule(
              Kind.COMMIT,
              Verdict.ROLLED_BACK,
              OLD_CLEAN,
              LISTED,
              LISTED_AFTER_RELOAD,
              LISTED_PARTLY,
              OLD_LEFTOVERS),
          rule(Kind.COMMIT, Verdict.MIXED, MIXED),
          rule(Kind.COMMIT, Verdict.FOREIGN, OTHER_UPGRADE),
          rule(
              Kind.ABORT,
              Verdict.RUNNING,
              ADDED,
              ACTIVATING,
              ACTIVATED,
              ROLLING_BACK,
              OLD_PEER_AWAY,
              TARGET_PEER_AWAY,
              TARGET_UNCOMMITTED,
              MIXED),
          rule(
              Kind.ABORT,
              Verdict.DONE,
              OLD_CLEAN,
              LISTED,
              LISTED_AFTER_RELOAD,
              LISTED_PARTLY,
              OLD_LEFTOVERS),
          rule(Kind.ABORT, Verdict.FOREIGN, OTHER_UPGRADE),
          rule(Kind.REMOVE_INACTIVE, Verdict.DONE, OLD_CLEAN, TARGET_CLEAN),
          rule(
              Kind.REMOVE_INACTIVE,
              Verdict.NOT_DONE,
              LISTED,
              LISTED_AFTER_RELOAD,
              LISTED_PARTLY,
              ADDED),
          rule(Kind.REMOVE_INACTIVE, Verdict.RUNNING, OLD_PEER_AWAY),
          rule(
              Kind.REMOVE_INACTIVE,
              Verdict.FOREIGN,
              ACTIVATING,
              ACTIVATED,
              COMMITTING,
              ROLLING_BACK,
              OTHER_UPGRADE),
          rule(Kind.INSTALL_ONE_STEP, Verdict.NOT_DONE, OLD_CLEAN),
          rule(
              Kind.INSTALL_ONE_STEP,
              Verdict.RUNNING,
              LISTED,
              LISTED_PARTLY,
              ADDED,
              ACTIVATING,
              ACTIVATED,
              COMMITTING,
              ROLLING_BACK,
              TARGET_UNCOMMITTED,
              OLD_PEER_AWAY,
              TARGET_PEER_AWAY),
          rule(Kind.INSTALL_ONE_STEP, Verdict.DONE, TARGET_CLEAN),
          rule(Kind.INSTALL_ONE_STEP, Verdict.ROLLED_BACK, LISTED_AFTER_RELOAD, OLD_LEFTOVERS),
          rule(Kind.INSTALL_ONE_STEP, Verdict.MIXED, MIXED),
          rule(Kind.INSTALL_ONE_STEP, Verdict.FOREIGN, OTHER_UPGRADE),
          rule(Kind.CLEAR_INSTALL_STATE, Verdict.DONE, OLD_CLEAN, TARGET_CLEAN),
          rule(
              Kind.CLEAR_INSTALL_STATE,
              Verdict.RUNNING,
              OLD_PEER_AWAY,
              TARGET_PEER_AWAY,
              ROLLING_BACK),
          rule(
              Kind.CLEAR_INSTALL_STATE,
              Verdict.NOT_DONE,
              LISTED,
              LISTED_AFTER_RELOAD,
              LISTED_PARTLY,
              OLD_LEFTOVERS,
              ADDED));

  private Reconciler() {}

  /// The table's word for it.
  ///
  /// @param last kind of the job's last intent that the look can say something about
  public static Verdict verdict(Optional<Kind> last, Situation seen) {
    Set<Kind> wanted = last.map(Set::of).orElse(NONE);
    return TABLE.stream()
        .filter(rule -> rule.last().equals(wanted) && rule.seen().contains(seen))
        .map(Rule::verdict)
        .findFirst()
        .orElse(Verdict.UNRECOGNISED);
  }

  /// The table's word, unless it is too early for it: a device shows nothing of a command in the
  /// first moments, and what we don't know to have been refused may still begin; what was not
  /// answered to its end may still go on.
  ///
  /// @param last the intent itself
  /// @param now when the device was read
  public static Verdict verdict(Optional<Intent> last, Situation seen, Instant now, Pace pace) {
    Verdict verdict = verdict(last.map(Intent::kind), seen);
    Optional<Intent> young =
        last.filter(
            intent -> now.isBefore(intent.at().plus(pace.allowed(showsWithin(intent.kind())))));
    boolean mayStillBegin = young.filter(intent -> !intent.judged()).isPresent();
    boolean mayGoOn = young.filter(intent -> intent.settledAs().isEmpty()).isPresent();
    Verdict early = whileEarly(last.map(Intent::kind), seen);
    return switch (verdict) {
      case NOT_DONE, ROLLED_BACK -> mayStillBegin ? early : verdict;
      case PARTIAL, UNRECOGNISED -> mayGoOn ? early : verdict;
      case GO_ON, DONE, RUNNING, STARTING, FOREIGN, MIXED -> verdict;
    };
  }

  /// What the table's word is worth while the device may not have begun, or not be through.
  public static Verdict whileEarly(Optional<Kind> last, Situation seen) {
    Verdict verdict = verdict(last, seen);
    boolean adds =
        last.equals(Optional.of(Kind.ADD)) || last.equals(Optional.of(Kind.INSTALL_ONE_STEP));
    boolean starting =
        switch (verdict) {
          // One unit is through before the other.
          case NOT_DONE, PARTIAL -> true;
          // Nothing can be rolled back that no unit was restarted for.
          case ROLLED_BACK ->
              last.equals(Optional.of(Kind.ACTIVATE)) && seen != Situation.LISTED_AFTER_RELOAD;
          // The state is told before the table lists what was added.
          case UNRECOGNISED -> adds && seen == Situation.STRANGE_UPGRADE;
          case GO_ON, DONE, RUNNING, STARTING, FOREIGN, MIXED -> false;
        };
    return starting ? Verdict.STARTING : verdict;
  }

  /// How long a device that works on a command may still look as if it didn't. An add is listed at
  /// its end only (4½ min and a post-check of one more on a C9500, Cisco's ISSU examples; twice
  /// that is allowed for), the others show in `show issu state detail` soon after they begin.
  static Duration showsWithin(Kind kind) {
    return switch (kind) {
      case ADD, INSTALL_ONE_STEP -> Duration.ofMinutes(12);
      case COMMIT -> Duration.ofMinutes(10);
      case ACTIVATE, ABORT, CLEAR_INSTALL_STATE -> Duration.ofMinutes(5);
      case REMOVE_INACTIVE -> Duration.ofMinutes(3);
      case SAVE_CONFIGURATION, COPY, DELETE_FILE -> Duration.ofMinutes(1);
    };
  }

  private static Rule rule(Kind last, Verdict verdict, Situation... seen) {
    return rule(Set.of(last), verdict, seen);
  }

  private static Rule rule(Set<Kind> last, Verdict verdict, Situation... seen) {
    return new Rule(last, Set.of(seen), verdict);
  }
}
