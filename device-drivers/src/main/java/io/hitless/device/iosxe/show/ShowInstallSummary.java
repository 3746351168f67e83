package io.hitless.device.iosxe.show;

import io.hitless.device.facts.AutoAbort;
import io.hitless.device.facts.InstallSummary;
import io.hitless.device.facts.InstallSummary.Block;
import io.hitless.device.facts.InstallSummary.Installed;
import io.hitless.device.facts.InstallSummary.State;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.SoftwareVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show install summary`, and `show install active|inactive|committed|uncommitted`, which print
/// the same table under a heading that does not always tell the truth: only the letter of each line
/// counts.
public final class ShowInstallSummary {
  private static final Pattern HEADER =
      Pattern.compile(
          "\\[\\s*(?<where>[^\\]]{1,200}?)\\s*\\] (?:Installed|Active|Inactive|Committed|Uncommitted) Package\\(s\\) Information:");
  private static final Pattern ROW =
      Pattern.compile("(?<type>[A-Z]{2,12})\\s+(?<state>[IUCD])\\s+(?<name>[\\x21-\\x7e]+)");
  private static final Pattern SWALLOWED =
      Pattern.compile(
          "[A-Z]{2,12}\\s+[IUCD]\\s+\\S|\\S {2,}\\S {2,}\\S|Package\\(s\\) Information:|Auto abort timer:"
              + "|\\s\\d{1,4}(?:\\.\\d{1,9}){2,}");
  private static final Pattern NONE =
      Pattern.compile("No (?:Inactive|Active|Committed|Uncommitted|Installed) Packages");
  private static final Pattern LEGEND =
      Pattern.compile(
          "State \\(St\\): I - .*|C - Activated & Committed, D - .*|Type\\s+St\\s+Filename/Version|-+");
  private static final Pattern RULE = Pattern.compile("-+");
  private static final Pattern TIMER = Pattern.compile("Auto abort timer: (?<timer>.+)");
  private static final SoftwareVersion PRINTS_TIMER = SoftwareVersion.of("16.7.1");

  private ShowInstallSummary() {}

  public static Reading<InstallSummary> parse(Printed printed) {
    printed.refuseBusy();
    printed.refuseSwallowed(SWALLOWED);
    List<Block> blocks = new ArrayList<>();
    List<Optional<AutoAbort>> timers = new ArrayList<>();
    List<String> locations = List.of();
    List<Installed> packages = new ArrayList<>();
    boolean none = false;
    Optional<AutoAbort> timer = Optional.empty();
    boolean open = false;
    for (String line : printed.lines()) {
      String text = line.strip();
      Matcher header = HEADER.matcher(text);
      Matcher row = ROW.matcher(text);
      Matcher timing = TIMER.matcher(text);
      if (header.matches()) {
        if (open) {
          blocks.add(block(printed, locations, packages, none));
          timers.add(timer);
        }
        locations = locations(header.group("where"));
        packages = new ArrayList<>();
        none = false;
        timer = Optional.empty();
        open = true;
      } else if (!open) {
        throw printed.refused("before any heading it says: " + text);
      } else if (row.matches()) {
        if (timer.isPresent()) {
          throw printed.refused("lists a package behind the end of its table: " + text);
        }
        packages.add(
            new Installed(row.group("type"), state(row.group("state")), row.group("name")));
      } else if (NONE.matcher(text).matches()) {
        none = true;
      } else if (timing.matches()) {
        timer = Optional.of(RollbackTimer.inSummary(printed, timing.group("timer").strip()));
      } else if (!LEGEND.matcher(text).matches()) {
        throw printed.refused("a line is not understood: " + text);
      }
    }
    if (!open) {
      throw printed.refused("it lists no units");
    }
    blocks.add(block(printed, locations, packages, none));
    timers.add(timer);
    refuseCutRule(printed);
    return printed.reading(
        new InstallSummary(blocks, timer(printed, blocks, timers, none)), evidence(printed));
  }

  /// The last rule is the end of the answer: a shorter one was cut, and what follows it is missing.
  private static void refuseCutRule(Printed printed) {
    List<Integer> rules =
        printed.lines().stream()
            .map(String::strip)
            .filter(line -> RULE.matcher(line).matches())
            .map(String::length)
            .toList();
    if (!rules.isEmpty() && rules.getLast() < Collections.max(rules)) {
      throw printed.refused("cut short in its last line");
    }
  }

  private static Block block(
      Printed printed, List<String> locations, List<Installed> packages, boolean none) {
    if (packages.isEmpty() != none) {
      throw printed.refused("cut short: the units " + locations + " list nothing clear");
    }
    return new Block(locations, packages);
  }

  /// Several blocks may share one line at the end or have one each; a running timer outweighs one
  /// that doesn't. Up to 16.6 there is no such line; later its absence means that the answer is
  /// cut.
  private static AutoAbort timer(
      Printed printed, List<Block> blocks, List<Optional<AutoAbort>> timers, boolean none) {
    List<AutoAbort> told = timers.stream().flatMap(Optional::stream).toList();
    if (timers.getLast().isPresent()) {
      return told.stream()
          .filter(timer -> !(timer instanceof AutoAbort.Inactive))
          .findFirst()
          .orElse(told.getLast());
    }
    boolean old =
        told.isEmpty()
            && blocks.stream()
                .flatMap(block -> block.packages().stream())
                .filter(Installed::image)
                .map(image -> SoftwareVersion.parse(image.name()))
                .allMatch(version ->
                    version.map(known -> known.compareTo(PRINTS_TIMER) < 0).orElse(false));
    boolean images =
        blocks.stream().flatMap(block -> block.packages().stream()).anyMatch(Installed::image);
    if (!none && !(old && images)) {
      throw printed.refused("cut short: 'Auto abort timer' is missing");
    }
    return new AutoAbort.NotPrinted();
  }

  /// `Switch 1 2`, `Chassis 1/R0 2/R0`, `R0 R1`.
  private static List<String> locations(String where) {
    return Arrays.stream(where.split("\\s+"))
        .filter(word -> !word.equals("Switch") && !word.equals("Chassis"))
        .toList();
  }

  private static State state(String letter) {
    return switch (letter) {
      case "I" -> State.INACTIVE;
      case "U" -> State.UNCOMMITTED;
      case "C" -> State.COMMITTED;
      default -> State.DEACTIVATED;
    };
  }

  private static List<String> evidence(Printed printed) {
    return printed.lines().stream()
        .map(String::strip)
        .filter(line ->
            HEADER.matcher(line).matches()
                || ROW.matcher(line).matches()
                || NONE.matcher(line).matches()
                || TIMER.matcher(line).matches())
        .toList();
  }
}
