package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show spanning-tree root`: the root bridge of each tree.
public final class ShowSpanningTreeRoot {
  private static final Pattern NONE = Pattern.compile("^\\s*No spanning tree instances? exists?");
  private static final Pattern HEADER =
      Pattern.compile("\\bRoot ID\\s+Cost\\s+Time\\s+Age\\s+Dly\\b");
  private static final Pattern ROW =
      Pattern.compile(
          "(?<tree>VLAN\\d{1,4}|MST\\d{1,4})\\s{1,40}(?<priority>\\d{1,5})\\s{1,40}(?<bridge>[0-9a-f]{4}\\.[0-9a-f]{4}\\.[0-9a-f]{4})\\s{1,40}\\d{1,12}(?:\\s{1,40}\\d{1,3}){3}(?:\\s.{0,40})?");

  private ShowSpanningTreeRoot() {}

  public static Reading<List<String>> parse(Printed printed) {
    printed.refuseSwallowed(ROW);
    if (printed.says(NONE)) {
      return printed.reading(List.of(), printed.lines());
    }
    int header = printed.indexOf(HEADER);
    if (header < 0) {
      throw printed.refused("no table of roots");
    }
    List<String> roots = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    for (String line : printed.lines().subList(header + 1, printed.lines().size())) {
      String text = line.strip();
      Matcher row = ROW.matcher(text);
      if (row.matches()) {
        roots.add(row.group("tree") + " " + row.group("priority") + " " + row.group("bridge"));
        rows.add(text);
      } else if (!text.matches("[- ]+")) {
        throw printed.refused("a row of the table of roots is not understood: " + text);
      }
    }
    if (roots.isEmpty()) {
      throw printed.refused("the table of roots is cut");
    }
    return printed.reading(roots.stream().sorted().distinct().toList(), rows);
  }
}
