package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show ip route summary`: how many routes the default table holds, networks and subnets together.
public final class ShowIpRouteSummary {
  private static final Pattern HEADER =
      Pattern.compile("^\\s*Route Source\\s+Networks\\s+Subnets\\s");
  private static final Pattern TOTAL =
      Pattern.compile("Total\\s{1,40}(?<networks>\\d{1,9})\\s{1,40}(?<subnets>\\d{1,9})(?:\\s.*)?");
  private static final Pattern NOT_ROUTING =
      Pattern.compile("^\\s*% IP routing table .+ does not exist");

  private ShowIpRouteSummary() {}

  public static Reading<Long> parse(Printed printed) {
    if (printed.says(NOT_ROUTING)) {
      return printed.reading(0L, printed.lines());
    }
    Optional<Matcher> total = printed.only(TOTAL);
    if (printed.indexOf(HEADER) < 0 || total.isEmpty()) {
      throw printed.refused("no summary of routes, or it is cut before its total");
    }
    long routes =
        Long.parseLong(total.get().group("networks"))
            + Long.parseLong(total.get().group("subnets"));
    return printed.reading(routes, List.of(total.get().group()));
  }
}
