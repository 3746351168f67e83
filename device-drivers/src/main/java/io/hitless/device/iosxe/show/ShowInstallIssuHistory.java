package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import java.util.List;

/// `show install issu history`, known from 16.10.1 on. No public sample of a real device was found,
/// so its lines are kept as they are and nothing is decided by them.
public final class ShowInstallIssuHistory {
  private ShowInstallIssuHistory() {}

  public static Reading<List<String>> parse(Printed printed) {
    List<String> lines =
        printed.lines().stream().map(String::strip).filter(line -> !line.matches("[-=]+")).toList();
    if (lines.isEmpty()) {
      throw printed.refused("it printed nothing");
    }
    return printed.reading(lines, lines);
  }
}
