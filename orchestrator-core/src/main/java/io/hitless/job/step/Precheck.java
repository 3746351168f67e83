package io.hitless.job.step;

import io.hitless.device.facts.SoftwareVersion;
import io.hitless.device.facts.Topology;
import io.hitless.job.Evidence;
import io.hitless.job.Judgement;
import io.hitless.job.Signal;
import io.hitless.job.Situation;
import io.hitless.job.StageStep;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import io.hitless.job.Verdict;
import io.hitless.readiness.CheckResult;
import io.hitless.readiness.CheckResult.Result;
import io.hitless.readiness.FactsReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Asks every question before anything is touched. Whatever fails ends the job with the device as
/// it was; what is unknown is no pass, so it ends it too. Only a standby that is still coming up is
/// waited for, 20 min, and then until it has been hot for long enough.
final class Precheck implements StageStep {
  /// The hash takes minutes and belongs to staging.
  private static final Set<String> LATER = Set.of("image-verified");

  private static final String PLATFORM = "platform-supported";

  /// Nothing that a standby coming up would change.
  private static final Set<String> FINAL = Set.of("upgrade-path", "install-mode", "image-present");

  static final String COLD = "standby-cold";

  /// Looks at a standby that is coming up, one every 30 s: 20 min.
  static final int MOST_COLD_LOOKS = 40;

  private final Looks looks;

  Precheck(Looks looks) {
    this.looks = looks;
  }

  @Override
  public StepResult take(Turn turn) {
    Looks.Found found = looks.all(turn, LATER);
    if (found.failed("issu-idle")) {
      Judgement judged = turn.judge();
      if (judged.verdict() == Verdict.FOREIGN) {
        return turn.stop(judged);
      }
    }
    if (onTarget(turn, found)) {
      Judgement judged = turn.judge();
      if (judged.seen() == Situation.TARGET_CLEAN) {
        keep(turn, found);
        return StepResult.end(
            Signal.ALREADY_THERE,
            Ways.outcome(
                "already-on-target",
                "Both units run " + turn.order().target().release() + " already, committed.",
                judged.look().evidence()));
      }
    }
    if (found.failed("standby-hot") && !beyondWaiting(found)) {
      Steadiness.forget(turn);
      if (turn.count(COLD) <= MOST_COLD_LOOKS) {
        return Ways.later(turn, Ways.WHILE_RELOADING, "the standby is not hot yet");
      }
    }
    if (found.good()) {
      Optional<StepResult> young =
          looks.steadiness().awaited(turn, found.readings().redundancy().value());
      if (young.isPresent()) {
        return young.get();
      }
    }
    Looks.tell(turn, "prechecks", Evidence.Kind.CHECKS_BEFORE, found);
    return found.good() ? passed(turn, found) : failed(found);
  }

  /// What no standby that comes up would mend.
  private static boolean beyondWaiting(Looks.Found found) {
    return FINAL.stream().anyMatch(found::failed)
        || (found.failed(PLATFORM) && !supervisorMayCome(found));
  }

  /// The supervisors of a chassis are counted by the roles that they have in redundancy; one that
  /// boots need not have one yet.
  private static boolean supervisorMayCome(Looks.Found found) {
    boolean chassis =
        switch (found.readings().software().value().platform()) {
          case C9400, C9600 -> true;
          case C3850, C9200, C9300, C9500, OTHER -> false;
        };
    return chassis && found.readings().topology().value() == Topology.STANDALONE;
  }

  private static boolean onTarget(Turn turn, Looks.Found found) {
    boolean unread =
        found.results().stream()
            .anyMatch(
                check -> check.id().equals("software-version") && check.result() == Result.UNKNOWN);
    return !unread
        && found.readings().software().value().version().sameRelease(turn.order().target());
  }

  private StepResult failed(Looks.Found found) {
    CheckResult worst =
        found.of(Result.FAIL).stream()
            .filter(check -> check.id().equals("standby-hot") && !beyondWaiting(found))
            .findFirst()
            .or(found::worst)
            .orElseThrow();
    String code = worst.result() == Result.UNKNOWN ? "precheck-unknown" : worst.id();
    String summary =
        worst.result() == Result.UNKNOWN
            ? worst.id()
                + " could not be told: "
                + worst.summary()
                + (looks.waivable(worst)
                    ? " Whoever has the right to waive may answer for it; then order again."
                    : "")
            : worst.summary();
    return Ways.fail(code, summary, found.evidence());
  }

  private static StepResult passed(Turn turn, Looks.Found found) {
    var software = found.readings().software().value();
    if (software.fileSystem().isEmpty()) {
      return Ways.fail(
          "file-system-unknown",
          "The device does not say which file system it boots from.",
          found.readings().software().evidence());
    }
    keep(turn, found);
    turn.forget(COLD);
    Steadiness.forget(turn);
    return StepResult.go(Signal.CHECKED, "every precheck passed");
  }

  private static void keep(Turn turn, Looks.Found found) {
    var software = found.readings().software().value();
    var redundancy = found.readings().redundancy().value();
    SoftwareVersion running = software.version();
    Set<String> keys = turn.hostKeys();
    turn.remember(memory -> {
      memory.hostname = Optional.of(software.hostname());
      memory.hostKeys = keys;
      memory.serials = List.copyOf(software.serials());
      memory.fileSystem = software.fileSystem();
      memory.fromVersion = Optional.of(running.release());
      memory.switchovers = redundancy.switchovers();
      memory.checkedAt = Optional.of(turn.now());
    });
    turn.learned(FactsReader.read(found.readings(), turn.now()));
  }

  /// Nothing was changed yet, so a device that stays away fails the job rather than stopping it.
  @Override
  public StepResult overdue(Turn turn, String waited, boolean readable) {
    return readable
        ? Ways.fail("standby-hot", "The standby did not come up in time: " + waited, List.of())
        : Ways.fail("device-unreachable", "The device could not be read: " + waited, List.of());
  }
}
