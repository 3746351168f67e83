package io.hitless.job.step;

import io.hitless.device.DeviceException;
import io.hitless.device.facts.Operations;
import io.hitless.device.facts.RedundancyLink;
import io.hitless.device.facts.Topology;
import io.hitless.event.Event;
import io.hitless.job.Evidence;
import io.hitless.job.Look;
import io.hitless.job.Turn;
import io.hitless.readiness.Readings;
import io.hitless.readiness.Tolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is to be the same after the upgrade as before: the ports between the units, what the device
/// does for the network, its running configuration. What can not be read before is said, and not
/// compared; what could be read before and can not be afterwards is wrong.
final class Baseline {
  static final String LINK = "link-ports";

  /// An outcome is read by people; all of it is in the job's evidence.
  private static final int MOST_LINES = 100;

  private Baseline() {}

  /// Taken before activation.
  static void take(Turn turn) {
    Look look = turn.look();
    var redundancy = look.redundancy().value();
    Map<String, List<String>> link = linkPorts(turn);
    Operations operations = turn.session().operations();
    Optional<List<String>> configuration = configuration(turn);
    turn.keep(Evidence.Kind.OPERATIONS_BEFORE, OperationsText.write(operations));
    configuration.ifPresent(lines -> turn.keep(Evidence.Kind.CONFIGURATION_BEFORE, lines));
    if (!operations.unread().isEmpty()) {
      say(turn, "not compared afterwards, since it can not be read now", operations.unread());
    }
    turn.remember(memory -> {
      memory.formerActive = Optional.of(redundancy.active().location());
      memory.formerStandby = redundancy.peer().map(peer -> peer.location());
      memory.switchovers = redundancy.switchovers();
      memory.baseline = link;
    });
  }

  static boolean taken(Turn turn) {
    return turn.kept(Evidence.Kind.OPERATIONS_BEFORE).isPresent();
  }

  /// What differs now.
  ///
  /// @param broken that must never differ
  /// @param missing of what the device does, beyond what is tolerated; may come back by itself for
  ///   a while
  /// @param told what differs and is tolerated
  record Differences(List<String> broken, List<String> missing, List<String> told) {
    List<String> all() {
      List<String> all = new ArrayList<>(broken);
      all.addAll(missing);
      all.addAll(told);
      return all;
    }
  }

  /// Looks again, and keeps what was found.
  static Differences differences(Turn turn, Tolerances tolerances) {
    List<String> broken = new ArrayList<>(link(turn));
    List<String> missing = new ArrayList<>();
    List<String> told = new ArrayList<>();
    roles(turn).ifPresent(broken::add);
    turn.kept(Evidence.Kind.OPERATIONS_BEFORE)
        .ifPresent(before -> {
          Operations now = turn.session().operations();
          turn.keep(Evidence.Kind.OPERATIONS_AFTER, OperationsText.write(now));
          var compared = OperationsCompared.of(OperationsText.read(before), now, tolerances);
          missing.addAll(compared.wrong());
          told.addAll(compared.told());
        });
    turn.kept(Evidence.Kind.CONFIGURATION_BEFORE)
        .ifPresent(before -> configuration(turn, before, tolerances, missing, told));
    var found = new Differences(broken, missing, told);
    turn.keep(Evidence.Kind.DIFFERENCES, found.all().isEmpty() ? List.of("none") : found.all());
    return found;
  }

  /// What was found at the last look, for the job's outcome.
  static List<String> found(Turn turn) {
    List<String> lines = turn.kept(Evidence.Kind.DIFFERENCES).orElseGet(List::of);
    List<String> all = new ArrayList<>(List.of("# compared with before the upgrade"));
    all.addAll(bounded(lines));
    return all;
  }

  static List<String> bounded(List<String> lines) {
    if (lines.size() <= MOST_LINES) {
      return lines;
    }
    List<String> some = new ArrayList<>(lines.subList(0, MOST_LINES));
    some.add(
        "… %d more in %s".formatted(lines.size() - MOST_LINES, Evidence.Kind.DIFFERENCES.file()));
    return some;
  }

  private static void configuration(
      Turn turn,
      List<String> before,
      Tolerances tolerances,
      List<String> missing,
      List<String> told) {
    Optional<List<String>> now = configuration(turn);
    if (now.isEmpty()) {
      missing.add("the running configuration could be read before, and can not be now");
      return;
    }
    var compared = ConfigurationCompared.of(before, now.get(), tolerances);
    turn.keep(
        Evidence.Kind.CONFIGURATION_DIFFERENCE,
        compared.same() ? List.of("none") : compared.lines());
    List<String> lines =
        compared.lines().stream().map(line -> "running-configuration: " + line).toList();
    (compared.lost().size() > tolerances.configurationLinesLost() ? missing : told).addAll(lines);
  }

  /// The standby took over, once, and stayed: a second switchover would have been a crash. Nothing
  /// is said of a release that counts anew.
  private static Optional<String> roles(Turn turn) {
    var redundancy = turn.look().redundancy().value();
    boolean swapped =
        turn.memory()
            .formerStandby()
            .map(standby -> standby.equals(redundancy.active().location()))
            .orElse(true);
    if (!swapped) {
      return Optional.of("the former standby is not the active unit: the roles were swapped back");
    }
    int times = redundancy.switchovers() - turn.memory().switchovers();
    return times > 1
        ? Optional.of("the units switched over %d times, not once".formatted(times))
        : Optional.empty();
  }

  private static List<String> link(Turn turn) {
    Map<String, List<String>> before = turn.memory().baseline();
    Map<String, List<String>> now = before.containsKey(LINK) ? linkPorts(turn) : Map.of();
    return before.entrySet().stream()
        .filter(entry -> now.containsKey(entry.getKey()))
        .filter(entry -> !entry.getValue().equals(now.get(entry.getKey())))
        .map(entry ->
            entry.getKey() + " was " + entry.getValue() + " and is " + now.get(entry.getKey()))
        .toList();
  }

  private static Map<String, List<String>> linkPorts(Turn turn) {
    var readings = new Readings(turn.session());
    if (readings.topology().value() != Topology.STACKWISE_VIRTUAL) {
      return Map.of();
    }
    RedundancyLink link = readings.redundancyLink().value();
    return Map.of(
        LINK,
        link.ports().stream()
            .filter(port -> port.up() && port.bundled())
            .map(port -> port.unit() + " " + port.name())
            .sorted()
            .toList());
  }

  /// Absent where the account may not read it or it reads like nothing known.
  private static Optional<List<String>> configuration(Turn turn) {
    try {
      return Optional.of(turn.session().runningConfiguration().value().lines().toList());
    } catch (DeviceException.Silent hangs) {
      turn.closeSession();
      say(
          turn,
          "the running configuration was not printed to its end: " + hangs.getMessage(),
          List.of());
      return Optional.empty();
    } catch (DeviceException.NotAuthorised | DeviceException.UnrecognisedOutput unread) {
      say(turn, "the running configuration can not be read: " + unread.getMessage(), List.of());
      return Optional.empty();
    }
  }

  private static void say(Turn turn, String what, List<String> lines) {
    turn.note(Event.Kind.STEP_ENDED, what, lines, Map.of("step", "baseline"));
  }
}
