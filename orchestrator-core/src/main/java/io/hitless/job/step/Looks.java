package io.hitless.job.step;

import io.hitless.event.Event;
import io.hitless.image.Image;
import io.hitless.job.Evidence;
import io.hitless.job.Turn;
import io.hitless.readiness.CheckResult;
import io.hitless.readiness.CheckResult.Result;
import io.hitless.readiness.Checks;
import io.hitless.readiness.Readings;
import io.hitless.readiness.Subject;
import io.hitless.readiness.Thresholds;
import io.hitless.readiness.Waivers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The checks of the readiness list, as a job runs them.
final class Looks {
  private final Checks checks;
  private final Thresholds thresholds;
  private final Waivers waivers;

  Looks(Checks checks, Thresholds thresholds, Waivers waivers) {
    this.checks = checks;
    this.thresholds = thresholds;
    this.waivers = waivers;
  }

  /// What was found, and the readings it was found on.
  record Found(List<CheckResult> results, Readings readings) {
    List<CheckResult> of(Result result) {
      return results.stream().filter(check -> check.result() == result).toList();
    }

    boolean failed(String id) {
      return results.stream()
          .anyMatch(check -> check.id().equals(id) && check.result() == Result.FAIL);
    }

    boolean good() {
      return results.stream().noneMatch(CheckResult::blocks);
    }

    /// The first that stands in the way, failures before what is unknown.
    Optional<CheckResult> worst() {
      return of(Result.FAIL).stream()
          .findFirst()
          .or(() -> of(Result.UNKNOWN).stream().filter(CheckResult::blocks).findFirst());
    }

    List<String> evidence() {
      List<String> lines = new ArrayList<>();
      for (CheckResult check : results) {
        if (check.result() != Result.PASS) {
          lines.add("# " + check.id() + " " + check.result() + ": " + check.summary());
          check.waived().ifPresent(waived -> lines.add("# " + words(waived)));
          lines.addAll(check.evidence());
        }
      }
      return lines;
    }

    /// All of it, for the job's evidence.
    List<String> report() {
      List<String> lines = new ArrayList<>();
      for (CheckResult check : results) {
        lines.add(check.result() + " " + check.id() + ": " + check.summary());
        check.waived().ifPresent(waived -> lines.add("  " + words(waived)));
        lines.add("  $ " + check.command());
        check.evidence().forEach(line -> lines.add("  | " + line));
      }
      return lines;
    }

    private static String words(CheckResult.Waived waived) {
      return "waived by " + waived.by() + ": " + waived.reason();
    }
  }

  /// Every check but `without`, on the session of this turn.
  ///
  /// @throws io.hitless.device.DeviceException when the session ended over it, or the device was
  ///   too busy to answer
  Found all(Turn turn, Set<String> without) {
    Set<String> ids = new LinkedHashSet<>(checks.ids());
    ids.removeAll(without);
    return only(turn, ids);
  }

  Found only(Turn turn, Set<String> ids) {
    var readings = new Readings(turn.session());
    Image image = turn.image();
    Subject subject =
        new Subject(readings, Optional.of(image), turn.known(), thresholds, turn.clock());
    List<CheckResult> results =
        checks.waived(
            checks.run(subject, ids),
            waivers.of(turn.order().device(), turn.now()),
            Optional.of(image.id()),
            turn.now());
    readings
        .ended()
        .or(readings::busy)
        .ifPresent(why -> {
          throw why;
        });
    return new Found(results, readings);
  }

  /// Whether somebody may answer for this check.
  boolean waivable(CheckResult check) {
    return checks.waivable().contains(check.id());
  }

  Steadiness steadiness() {
    return new Steadiness(thresholds.steadyFor());
  }

  /// How long an answer may be relied on.
  java.time.Duration validFor() {
    return thresholds.validFor();
  }

  /// Keeps what was found with the job's events, and all of it with its evidence.
  static void tell(Turn turn, String what, Evidence.Kind kind, Found found) {
    turn.keep(kind, found.report());
    tell(turn, what, found);
  }

  /// Keeps what was found with the job's events.
  static void tell(Turn turn, String what, Found found) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("step", what);
    found.results().forEach(check -> details.put(check.id(), check.result().name()));
    turn.note(
        Event.Kind.STEP_ENDED,
        what
            + ": "
            + found.results().size()
            + " checks, "
            + found.of(Result.FAIL).size()
            + " failed, "
            + found.of(Result.UNKNOWN).size()
            + " unknown, "
            + found.of(Result.WARN).size()
            + " warned",
        found.evidence(),
        details);
  }
}
