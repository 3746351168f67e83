package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show cdp neighbors`: who is heard on which port. A long name takes a line of its own. The count
/// below the table tells whether all of it was read.
public final class ShowCdpNeighbors {
  private static final Pattern HEADER =
      Pattern.compile("^\\s*Device ID\\s+Local Intrfce\\s+Holdtme\\s");
  private static final Pattern DISABLED = Pattern.compile("^\\s*% CDP is not enabled");
  private static final Pattern TOTAL =
      Pattern.compile("Total cdp entries displayed\\s*:\\s*(?<count>\\d{1,6})");
  private static final Pattern NAME = Pattern.compile("[^\\s%]\\S{0,120}");
  private static final Pattern PORT =
      Pattern.compile(
          "(?<port>[A-Z][A-Za-z-]{1,20} ?[0-9][0-9/.]{0,12})\\s{1,40}(?<hold>\\d{1,5})(?:\\s.*)?");

  private ShowCdpNeighbors() {}

  public static Reading<List<String>> parse(Printed printed) {
    if (printed.says(DISABLED)) {
      return printed.reading(List.of(), List.of("% CDP is not enabled"));
    }
    int header = printed.indexOf(HEADER);
    Optional<Matcher> total = printed.only(TOTAL);
    if (header < 0 || total.isEmpty()) {
      throw printed.refused("no table of neighbours, or no count of them");
    }
    List<String> neighbours = new ArrayList<>();
    Optional<String> name = Optional.empty();
    for (String line : printed.lines().subList(header + 1, printed.lines().size())) {
      String text = line.strip();
      if (TOTAL.matcher(text).matches()) {
        break;
      }
      if (name.isEmpty() && NAME.matcher(text).matches()) {
        name = Optional.of(text);
        continue;
      }
      int space = text.indexOf(' ');
      String device = name.orElseGet(() -> space < 0 ? text : text.substring(0, space));
      Matcher port =
          PORT.matcher(name.isPresent() || space < 0 ? text : text.substring(space).strip());
      if (!port.matches()) {
        throw printed.refused("a row of the table of neighbours is not understood: " + text);
      }
      neighbours.add(port.group("port").replace(" ", "") + " " + device);
      name = Optional.empty();
    }
    if (neighbours.size() != Integer.parseInt(total.get().group("count"))) {
      throw printed.refused("the table of neighbours and its count differ");
    }
    return printed.reading(
        neighbours.stream().sorted().distinct().toList(), List.of(total.get().group()));
  }
}
