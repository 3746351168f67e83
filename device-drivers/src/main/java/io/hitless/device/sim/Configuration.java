package io.hitless.device.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Running and startup configuration: lines, who changed them last, and whether they differ.
final class Configuration {
  private final List<String> running = new ArrayList<>();
  private List<String> startup = List.of();
  private Instant changedAt;
  private Optional<String> changedBy = Optional.empty();
  private Instant savedAt;
  private boolean touched;

  Configuration(Profile profile, String hostname, Instant at) {
    running.addAll(
        List.of(
            "service timestamps debug datetime msec",
            "service timestamps log datetime msec" + (profile.logZone() ? " show-timezone" : ""),
            "hostname " + hostname,
            "enable secret 9 $9$simulated",
            "aaa new-model",
            "ip domain name example.net",
            "username issu privilege 1 secret 9 $9$simulated",
            "redundancy",
            " mode sso",
            "interface Vlan1",
            " ip address 192.0.2.10 255.255.255.0",
            "ip ssh version 2",
            "line vty 0 4",
            " exec-timeout 10 0",
            " transport input ssh"));
    startup = List.copyOf(running);
    changedAt = at;
    savedAt = at;
  }

  boolean isDirty() {
    return touched || !running.equals(startup);
  }

  /// Something was configured that leaves no line behind.
  void touch() {
    touched = true;
  }

  boolean has(String line) {
    return running.contains(line);
  }

  /// One line of configuration, `no …` included.
  void apply(String line, String user, Instant at) {
    if (line.startsWith("no ")) {
      running.remove(line.substring(3));
    } else if (!running.contains(line)) {
      running.add(line);
    }
    changedAt = at;
    changedBy = Optional.of(user);
  }

  /// A change that was never asked for here: someone else's, or a release's own.
  void drift(String line) {
    running.add(line);
  }

  void save(Instant at) {
    startup = List.copyOf(running);
    touched = false;
    savedAt = at;
  }

  List<String> running() {
    return List.copyOf(running);
  }

  List<String> startup() {
    return startup;
  }

  Instant changedAt() {
    return changedAt;
  }

  Optional<String> changedBy() {
    return changedBy;
  }

  Instant savedAt() {
    return savedAt;
  }
}
