package io.hitless.device.iosxe.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A table of ports by switch in which the switch number stands only on its first line.
///
/// @param unit the switch number
/// @param row the line's own columns
record PortTable(String unit, Matcher row) {

  /// @param from number of the line behind the header
  /// @param first the columns before the port on a switch's first line, with a group `unit`
  /// @param port the columns from the port on
  static List<PortTable> read(Printed printed, int from, Pattern first, Pattern port) {
    printed.refuseSwallowed(port);
    for (String line : printed.lines().subList(0, from)) {
      String text = line.strip();
      Matcher start = first.matcher(text);
      if (port.matcher(start.lookingAt() ? text.substring(start.end()) : text).matches()) {
        throw printed.refused("a row of the table of ports stands outside of it: " + text);
      }
    }
    List<PortTable> rows = new ArrayList<>();
    Optional<String> unit = Optional.empty();
    for (String line : printed.lines().subList(from, printed.lines().size())) {
      String text = line.strip();
      if (text.matches("[- \\t]+")) {
        continue;
      }
      Matcher start = first.matcher(text);
      String rest = text;
      if (start.lookingAt()) {
        if (unit.map(Integer::valueOf).orElse(0) > Integer.parseInt(start.group("unit"))) {
          throw printed.refused("the switches of the table are not in order: " + text);
        }
        unit = Optional.of(start.group("unit"));
        rest = text.substring(start.end());
      }
      Matcher row = port.matcher(rest);
      if (unit.isEmpty() || !row.matches()) {
        throw printed.refused("a row of the table of ports is not understood: " + text);
      }
      rows.add(new PortTable(unit.get(), row));
    }
    return rows;
  }
}
