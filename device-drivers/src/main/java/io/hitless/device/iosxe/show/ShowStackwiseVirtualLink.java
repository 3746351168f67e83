package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.RedundancyLink.Port;
import java.util.List;
import java.util.regex.Pattern;

/// `show stackwise-virtual link`: the ports between the two switches. A working port is `U` and, by
/// release, `P` (bundled) or `R` (layer 3).
public final class ShowStackwiseVirtualLink {
  private static final Pattern HEADER =
      Pattern.compile("^\\s*Switch\\s+SVL\\s+Ports\\s+Link-Status\\s+Protocol-Status");
  private static final Pattern FIRST = Pattern.compile("(?<unit>\\d{1,2})\\s+\\d{1,3}\\s+");
  private static final Pattern PORT =
      Pattern.compile("(?<port>[A-Za-z][\\w/.-]+)\\s+(?<link>[UD])\\s+(?<protocol>[sPEDRI])");

  private ShowStackwiseVirtualLink() {}

  public static Reading<List<Port>> parse(Printed printed) {
    int header = printed.indexOf(HEADER);
    if (header < 0) {
      throw printed.refused("no table of links");
    }
    List<PortTable> rows = PortTable.read(printed, header + 1, FIRST, PORT);
    List<Port> ports =
        rows.stream()
            .map(row ->
                new Port(
                    row.unit(),
                    row.row().group("port"),
                    row.row().group("link").equals("U"),
                    "PR".contains(row.row().group("protocol"))))
            .toList();
    return printed.reading(
        ports,
        printed.lines().subList(header, printed.lines().size()).stream()
            .map(String::strip)
            .toList());
  }
}
