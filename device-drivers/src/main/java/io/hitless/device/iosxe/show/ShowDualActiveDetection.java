package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.RedundancyLink.Detector;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `show stackwise-virtual dual-active-detection`: whether this side gave up its ports, and the
/// links that would notice two active sides.
///
/// Some releases print the table alone, or behind a line a switch. There the prompt alone tells of
/// a side in recovery.
public final class ShowDualActiveDetection {
  private static final String RECOVERY = "In dual-active recovery mode";
  private static final Pattern HEADER = Pattern.compile("^\\s*Switch\\s+Dad port\\s+Status");
  private static final Pattern FIRST = Pattern.compile("(?<unit>\\d{1,2})\\s+");
  private static final Pattern PORT =
      Pattern.compile("(?<port>[A-Za-z][\\w/.-]+)\\s+(?<status>up|down)");

  private static final Pattern STATES_NO_RECOVERY =
      Pattern.compile(
          "Dual-Active-Detection Configuration:|-+|Recovery Reload for switch \\d{1,2}: (?:Enabled|Disabled)");

  /// Whether this side is the one that gave up.
  public enum Recovery {
    YES,
    NO,
    NOT_STATED
  }

  public record Detection(Recovery recovery, List<Detector> detectors) {}

  private ShowDualActiveDetection() {}

  public static Reading<Detection> parse(Printed printed) {
    int header = printed.indexOf(HEADER);
    List<Detector> detectors =
        header < 0
            ? List.of()
            : PortTable.read(printed, header + 1, FIRST, PORT).stream()
                .map(row ->
                    new Detector(
                        row.unit(),
                        row.row().group("port"),
                        row.row().group("status").equals("up")))
                .toList();
    Recovery recovery = recovery(printed, header, detectors);
    return printed.reading(
        new Detection(recovery, detectors), printed.lines().stream().map(String::strip).toList());
  }

  /// The line may be absent only from a table of both switches, where nothing else tells of the
  /// form that has it.
  private static Recovery recovery(Printed printed, int header, List<Detector> detectors) {
    Optional<String> stated = printed.label(RECOVERY);
    if (stated.isEmpty()
        && detectors.stream().map(Detector::unit).distinct().count() > 1
        && printed.lines().subList(0, header).stream()
            .allMatch(line -> STATES_NO_RECOVERY.matcher(line.strip()).matches())) {
      return Recovery.NOT_STATED;
    }
    return switch (printed.need(RECOVERY)) {
      case "Yes" -> Recovery.YES;
      case "No" -> Recovery.NO;
      default -> throw printed.refused("'" + RECOVERY + "' is neither Yes nor No");
    };
  }
}
