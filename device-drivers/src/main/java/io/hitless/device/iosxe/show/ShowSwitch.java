package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.RedundancyLink.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show switch`: the members of a stack or of a StackWise Virtual pair.
public final class ShowSwitch {
  private static final Pattern HEADER = Pattern.compile("^\\s*Switch#\\s+Role\\s");
  private static final Pattern ROW =
      Pattern.compile(
          "(?<me>\\*)?\\s*(?<name>\\d{1,2})\\s+(?<role>Active|Standby|Member)\\s+[0-9a-f]{4}\\.[0-9a-f]{4}\\.[0-9a-f]{4}\\s+\\d{1,2}(?:\\s+(?:V\\d+|\\d+))?\\s+(?<state>[A-Za-z][A-Za-z -]*)");

  private ShowSwitch() {}

  public static Reading<List<Member>> parse(Printed printed) {
    printed.refuseSwallowed(ROW);
    int header = printed.indexOf(HEADER);
    if (header < 0) {
      throw printed.refused("no table of switches");
    }
    List<Member> members = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    int asked = 0;
    for (String line : printed.lines().subList(header + 1, printed.lines().size())) {
      String text = line.strip();
      Matcher row = ROW.matcher(text);
      if (row.matches()) {
        members.add(new Member(row.group("name"), row.group("role"), row.group("state").strip()));
        rows.add(text);
        asked += row.group("me") == null ? 0 : 1;
      } else if (!text.matches("-+")) {
        throw printed.refused("a row of the table of switches is not understood: " + text);
      }
    }
    if (printed.all(ROW).size() != members.size()) {
      throw printed.refused("rows of the table of switches stand outside of it");
    }
    if (asked != 1 || members.stream().map(Member::name).distinct().count() != members.size()) {
      throw printed.refused("the table of switches is cut or contradicts itself");
    }
    return printed.reading(List.copyOf(members), rows);
  }
}
