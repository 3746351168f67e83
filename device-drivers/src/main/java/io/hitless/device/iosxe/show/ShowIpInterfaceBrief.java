package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show ip interface brief`: every interface, routed or not, with its status and the state of its
/// line protocol. Gives the names of those that are up. A name as long as its column may touch
/// `unassigned`.
public final class ShowIpInterfaceBrief {
  private static final Pattern HEADER =
      Pattern.compile("^\\s*Interface\\s+IP-Address\\s+OK\\?\\s+Method\\s+Status\\s+Protocol\\s*$");
  private static final Pattern ROW =
      Pattern.compile(
          "(?<name>[A-Za-z][A-Za-z0-9/.:-]{0,60}?[0-9])(?:\\s{1,40}|(?=unassigned))(?<address>\\S{1,45})\\s{1,40}(?:YES|NO)\\s{1,40}\\S{1,12}\\s{1,40}(?<status>administratively down|up|down|deleted|reset|testing)\\s{1,40}(?<protocol>up|down)");

  private ShowIpInterfaceBrief() {}

  public static Reading<List<String>> parse(Printed printed) {
    printed.refuseSwallowed(ROW);
    List<String> up = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    int header = printed.indexOf(HEADER);
    if (header < 0) {
      throw printed.refused("no table of interfaces");
    }
    for (String line : printed.lines().subList(header + 1, printed.lines().size())) {
      String text = line.strip();
      Matcher row = ROW.matcher(text);
      if (!row.matches()) {
        throw printed.refused("a row of the table of interfaces is not understood: " + text);
      }
      if (row.group("status").equals("up") && row.group("protocol").equals("up")) {
        up.add(row.group("name"));
        rows.add(text);
      }
    }
    if (rows.isEmpty()) {
      throw printed.refused("no interface is up, though it was asked over one");
    }
    return printed.reading(up.stream().sorted().distinct().toList(), rows);
  }
}
