package io.hitless.device.sim;

import java.util.Optional;

/// Who may log in and how far that takes them.
///
/// @param enableSecret absent: the user lands at privilege 15 at once
record Login(String username, String password, Optional<String> enableSecret) {
  boolean reveals(String line) {
    return holds(line, password) || enableSecret.filter(secret -> holds(line, secret)).isPresent();
  }

  private static boolean holds(String line, String secret) {
    return !secret.isEmpty() && line.contains(secret);
  }
}
