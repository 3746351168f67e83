package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// `show redundancy switchover history`: oldest first, as the device numbers them.
public final class ShowRedundancySwitchoverHistory {
  private static final Pattern HEADER =
      Pattern.compile("^\\s*Index\\s+Previous\\s+Current\\s+Switchover");
  private static final Pattern SECOND_HEADER =
      Pattern.compile("active\\s+active\\s+reason\\s+time");
  private static final Pattern RULE = Pattern.compile("[- ]+");
  private static final Pattern ROW = Pattern.compile("\\d{1,4}\\s+\\S+\\s+\\S+\\s+\\S.*");
  private static final Pattern EMPTY =
      Pattern.compile(
          "(?i)^\\s*(?:no switchover|the switchover history is empty|switchover history is (?:empty|not available))");

  private ShowRedundancySwitchoverHistory() {}

  public static Reading<List<String>> parse(Printed printed) {
    if (printed.lines().size() == 1 && printed.says(EMPTY)) {
      return printed.reading(List.of(), printed.lines());
    }
    int header = printed.indexOf(HEADER);
    if (header < 0 || printed.lines().size() < header + 3) {
      throw printed.refused("it has no table of switchovers");
    }
    List<String> rows = new ArrayList<>();
    for (String line : printed.lines().subList(header + 1, printed.lines().size())) {
      String text = line.strip();
      if (ROW.matcher(text).matches()) {
        rows.add(text);
      } else if (!SECOND_HEADER.matcher(text).matches() && !RULE.matcher(text).matches()) {
        throw printed.refused("a row of the switchover table is not understood: " + text);
      }
    }
    return printed.reading(List.copyOf(rows), rows.isEmpty() ? printed.lines() : rows);
  }
}
