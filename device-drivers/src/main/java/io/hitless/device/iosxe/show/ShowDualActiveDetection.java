package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.RedundancyLink.Detector;
import java.util.List;
import java.util.regex.Pattern;

/// `show stackwise-virtual dual-active-detection`: whether this side gave up its ports, and the
/// links that would notice two active sides.
public final class ShowDualActiveDetection {
  private static final Pattern HEADER = Pattern.compile("^\\s*Switch\\s+Dad port\\s+Status");
  private static final Pattern FIRST = Pattern.compile("(?<unit>\\d{1,2})\\s+");
  private static final Pattern PORT =
      Pattern.compile("(?<port>[A-Za-z][\\w/.-]+)\\s+(?<status>up|down)");

  /// @param inRecovery whether this side is the one that gave up
  public record Detection(boolean inRecovery, List<Detector> detectors) {}

  private ShowDualActiveDetection() {}

  public static Reading<Detection> parse(Printed printed) {
    boolean recovery =
        switch (printed.need("In dual-active recovery mode")) {
          case "Yes" -> true;
          case "No" -> false;
          default -> throw printed.refused("'In dual-active recovery mode' is neither Yes nor No");
        };
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
    return printed.reading(
        new Detection(recovery, detectors), printed.lines().stream().map(String::strip).toList());
  }
}
