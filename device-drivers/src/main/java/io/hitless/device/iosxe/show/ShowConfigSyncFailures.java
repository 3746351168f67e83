package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import java.util.List;
import java.util.regex.Pattern;

/// `show redundancy config-sync failures mcl`: configuration lines that the standby did not take.
public final class ShowConfigSyncFailures {
  private static final Pattern HEADER = Pattern.compile("^\\s*Mismatched Command List\\s*$");
  private static final Pattern RULE = Pattern.compile("-+");
  private static final Pattern EMPTY = Pattern.compile("The list is Empty");

  private ShowConfigSyncFailures() {}

  public static Reading<List<String>> parse(Printed printed) {
    int header = printed.indexOf(HEADER);
    if (header < 0) {
      throw printed.refused("no 'Mismatched Command List'");
    }
    List<String> rest =
        printed.lines().subList(header + 1, printed.lines().size()).stream()
            .map(String::strip)
            .filter(line -> !RULE.matcher(line).matches())
            .toList();
    if (rest.isEmpty()) {
      throw printed.refused("cut short: neither a list nor 'The list is Empty'");
    }
    boolean empty = rest.stream().anyMatch(line -> EMPTY.matcher(line).matches());
    if (empty && rest.size() > 1) {
      throw printed.refused("says that the list is empty, and more");
    }
    return printed.reading(empty ? List.of() : rest, rest);
  }
}
