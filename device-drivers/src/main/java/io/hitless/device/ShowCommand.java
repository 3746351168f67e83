package io.hitless.device;

import java.util.Set;
import java.util.regex.Pattern;

/// A question that an operator may add to ours: `show` and a topic of the list below, perhaps
/// filtered. What is not on the list is refused, since some `show` commands print secrets
/// (configurations, key chains), run for minutes (`show tech-support`), or write a file (`|
/// redirect`, `| tee`, `| append`). Words are taken in full only: an abbreviation might stand for
/// another word on another release.
public record ShowCommand(String text) {
  private static final int LONGEST = 160;

  /// One bar at most: what follows a second one would be a part of the pattern on one release and a
  /// pipe of its own on another.
  private static final Pattern FORM =
      Pattern.compile(
          "show(?: [A-Za-z0-9][A-Za-z0-9./:_-]*)+(?: \\| (?:include|exclude|begin|section|count) [A-Za-z0-9^$.*+()\\[\\]/:_ -]+)?");

  private static final Set<String> TOPICS =
      Set.of(
          "arp",
          "authentication",
          "bfd",
          "boot",
          "cdp",
          "clock",
          "cts",
          "diagnostic",
          "environment",
          "errdisable",
          "etherchannel",
          "glbp",
          "hardware",
          "hsrp",
          "install",
          "interfaces",
          "inventory",
          "ip",
          "ipv6",
          "isis",
          "issu",
          "lacp",
          "license",
          "lisp",
          "lldp",
          "logging",
          "mac",
          "memory",
          "module",
          "mpls",
          "ntp",
          "nve",
          "pagp",
          "platform",
          "power",
          "processes",
          "redundancy",
          "romvar",
          "sdm",
          "spanning-tree",
          "stack-power",
          "stackwise-virtual",
          "standby",
          "storm-control",
          "switch",
          "udld",
          "users",
          "version",
          "vlan",
          "vrf",
          "vrrp",
          "vtp");

  /// @throws IllegalArgumentException with a sentence for the person who wrote it
  public ShowCommand {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("a command has at most " + LONGEST + " characters");
    }
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "not a command that only shows: " + CommandText.printable(text));
    }
    String topic = text.split(" ", 3)[1];
    if (!TOPICS.contains(topic)) {
      throw new IllegalArgumentException(
          "'show "
              + topic
              + "' is not among what may be asked, or is not written in full: "
              + TOPICS.stream().sorted().toList());
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
