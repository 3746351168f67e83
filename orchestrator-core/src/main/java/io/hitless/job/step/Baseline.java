package io.hitless.job.step;

import io.hitless.device.DeviceException;
import io.hitless.device.facts.RedundancyLink;
import io.hitless.device.facts.Topology;
import io.hitless.event.Event;
import io.hitless.job.Look;
import io.hitless.job.Turn;
import io.hitless.readiness.Readings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is to be the same after the upgrade as before. Of the running configuration only a digest
/// and a count of lines are kept, since its lines hold secrets.
final class Baseline {
  static final String CONFIGURATION = "running-configuration";
  static final String LINK = "link-ports";

  /// Lines that an upgrade changes by itself.
  private static final Pattern EXPECTED =
      Pattern.compile(
          "^(!.*|\\s*|version \\S+|boot system .*|Building configuration.*"
              + "|Current configuration.*|ntp clock-period .*|end)$");

  private Baseline() {}

  /// Taken before activation.
  static void take(Turn turn) {
    Look look = turn.look();
    var redundancy = look.redundancy().value();
    Map<String, List<String>> lines = read(turn);
    turn.remember(memory -> {
      memory.formerActive = Optional.of(redundancy.active().location());
      memory.formerStandby = redundancy.peer().map(peer -> peer.location());
      memory.switchovers = redundancy.switchovers();
      memory.baseline = lines;
    });
  }

  /// What differs now, in sentences.
  static List<String> differences(Turn turn) {
    Map<String, List<String>> before = turn.memory().baseline();
    Map<String, List<String>> now = read(turn);
    return before.entrySet().stream()
        .filter(entry -> now.containsKey(entry.getKey()))
        .filter(entry -> !entry.getValue().equals(now.get(entry.getKey())))
        .map(entry ->
            entry.getKey() + " was " + entry.getValue() + " and is " + now.get(entry.getKey()))
        .toList();
  }

  private static Map<String, List<String>> read(Turn turn) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    var readings = new Readings(turn.session());
    if (readings.topology().value() == Topology.STACKWISE_VIRTUAL) {
      RedundancyLink link = readings.redundancyLink().value();
      lines.put(
          LINK,
          link.ports().stream()
              .filter(port -> port.up() && port.bundled())
              .map(port -> port.unit() + " " + port.name())
              .sorted()
              .toList());
    }
    configuration(turn).ifPresent(digest -> lines.put(CONFIGURATION, digest));
    return lines;
  }

  /// Digest and line count; absent where the account may not read it or it reads like nothing
  /// known.
  private static Optional<List<String>> configuration(Turn turn) {
    try {
      List<String> lines =
          turn.session()
              .runningConfiguration()
              .value()
              .lines()
              .map(String::stripTrailing)
              .filter(line -> !EXPECTED.matcher(line).matches())
              .toList();
      return Optional.of(List.of(digest(String.join("\n", lines)), lines.size() + " lines"));
    } catch (DeviceException.NotAuthorised | DeviceException.UnrecognisedOutput unread) {
      turn.note(
          Event.Kind.STEP_STARTED,
          "the running configuration was not compared: " + unread.getMessage(),
          List.of(),
          Map.of("step", "baseline"));
      return Optional.empty();
    }
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
