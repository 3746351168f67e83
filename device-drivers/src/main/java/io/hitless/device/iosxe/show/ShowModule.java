package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show module`: the supervisors of a chassis, with the role that redundancy gives them. The role
/// table has two layouts by release; both begin with slot and role.
public final class ShowModule {
  private static final Pattern ROLES = Pattern.compile("^\\s*Mod\\s+Redundancy Role\\s");
  private static final Pattern END = Pattern.compile("^\\s*Chassis MAC address range");
  private static final Pattern ROW =
      Pattern.compile("(?<slot>\\d{1,2})\\s+(?<role>Active|Standby|Member|Disabled)\\s+\\S.*");

  /// @param slot number as printed
  /// @param role `Active`, `Standby`, as printed
  public record Supervisor(String slot, String role) {}

  private ShowModule() {}

  public static Reading<List<Supervisor>> parse(Printed printed) {
    int from = printed.indexOf(ROLES);
    int to = printed.indexOf(END);
    if (from < 0 || to < from) {
      throw printed.refused("the table of redundancy roles is missing or cut");
    }
    List<Supervisor> supervisors = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    for (String line : printed.lines().subList(from + 1, to)) {
      String text = line.strip();
      Matcher row = ROW.matcher(text);
      if (row.matches()) {
        supervisors.add(new Supervisor(row.group("slot"), row.group("role")));
        rows.add(text);
      } else if (!text.matches("[-+ ]+")) {
        throw printed.refused("a redundancy role is not understood: " + text);
      }
    }
    if (supervisors.stream().filter(one -> one.role().equals("Active")).count() != 1) {
      throw printed.refused("not exactly one active supervisor");
    }
    return printed.reading(List.copyOf(supervisors), rows);
  }
}
