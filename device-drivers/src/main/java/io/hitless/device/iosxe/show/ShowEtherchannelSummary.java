package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show etherchannel summary`: which ports are bundled (`P`) in which channel. The ports of one
/// channel may go on over several lines.
public final class ShowEtherchannelSummary {
  private static final Pattern GROUPS =
      Pattern.compile("Number of channel-groups in use\\s*:\\s*(?<count>\\d{1,4})");
  private static final Pattern HEADER =
      Pattern.compile("^\\s*Group\\s+Port-channel\\s+Protocol\\s+Ports");
  private static final Pattern CHANNEL =
      Pattern.compile(
          "(?<group>\\d{1,4})\\s{1,40}(?<channel>Po\\d{1,4})\\((?<flags>[A-Za-z]{1,6})\\)\\s{1,40}(?:LACP|PAgP|-)(?<ports>\\s.*)?");
  private static final Pattern PORT =
      Pattern.compile("(?<name>[A-Z][A-Za-z]{1,20}\\d[\\d/.]{0,12})\\((?<flags>[A-Za-z]{1,4})\\)");

  private ShowEtherchannelSummary() {}

  public static Reading<List<String>> parse(Printed printed) {
    printed.refuseSwallowed(CHANNEL);
    Optional<Matcher> groups = printed.only(GROUPS);
    if (groups.isEmpty()) {
      throw printed.refused("no count of channel groups");
    }
    int expected = Integer.parseInt(groups.get().group("count"));
    int header = printed.indexOf(HEADER);
    if (header < 0 && expected > 0) {
      throw printed.refused("no table of channels");
    }
    Set<String> found = new HashSet<>();
    List<String> bundled = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    Optional<String> channel = Optional.empty();
    for (String line : printed.lines().subList(header + 1, printed.lines().size())) {
      String text = line.strip();
      if (header < 0 || text.matches("[-+]+")) {
        continue;
      }
      Matcher start = CHANNEL.matcher(text);
      String ports = text;
      if (start.matches()) {
        channel = Optional.of(start.group("channel"));
        found.add(start.group("group"));
        ports = Optional.ofNullable(start.group("ports")).orElse("").strip();
      }
      if (channel.isEmpty()) {
        throw printed.refused("a row of the table of channels is not understood: " + text);
      }
      for (String port : ports.isEmpty() ? new String[0] : ports.split("\\s+")) {
        Matcher member = PORT.matcher(port);
        if (!member.matches()) {
          throw printed.refused("a port of a channel is not understood: " + port);
        }
        if (member.group("flags").contains("P")) {
          bundled.add(channel.get() + " " + member.group("name"));
        }
      }
      rows.add(text);
    }
    if (found.size() != expected) {
      throw printed.refused("the table of channels and its count differ");
    }
    return printed.reading(
        bundled.stream().sorted().distinct().toList(),
        rows.isEmpty() ? List.of(groups.get().group()) : rows);
  }
}
