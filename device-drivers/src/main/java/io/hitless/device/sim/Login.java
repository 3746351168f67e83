package io.hitless.device.sim;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who may log in and how far that takes them.
///
/// @param enableSecret absent: the user lands at its own privilege at once
/// @param privilege of the account; with an enable secret it lands at 1
/// @param permitted whole commands that the AAA server lets it run; absent: no server is asked
record Login(
    String username,
    String password,
    Optional<String> enableSecret,
    int privilege,
    Optional<List<Pattern>> permitted) {
  Login(String username, String password, Optional<String> enableSecret) {
    this(username, password, enableSecret, 15, Optional.empty());
  }

  Mode landing() {
    return enableSecret.isPresent() || privilege < 15 ? Mode.EXEC : Mode.ENABLE;
  }

  /// The level at which it lands.
  int level() {
    return enableSecret.isPresent() ? 1 : privilege;
  }

  /// The server is asked for each command as IOS understood it, words in full, without filters.
  boolean permits(String command) {
    return permitted
        .map(rules -> rules.stream().anyMatch(rule -> rule.matcher(command).matches()))
        .orElse(true);
  }

  boolean reveals(String line) {
    return holds(line, password) || enableSecret.filter(secret -> holds(line, secret)).isPresent();
  }

  private static boolean holds(String line, String secret) {
    return !secret.isEmpty() && line.contains(secret);
  }
}
