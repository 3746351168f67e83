package io.hitless.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Who is asking, however they showed it.
///
/// @param id never given to anybody else: what limits and repeated requests are counted by
/// @param name what orders, events and the audit say it was asked by
/// @param person who answers for it: one and the same for all keys and logins of a person, so that
///   nobody approves what they ordered with another key
/// @param rights all that it may do
/// @param until when what it showed stops counting, if that is known
public record Caller(
    String id,
    String name,
    String person,
    Kind kind,
    Set<Right> rights,
    Scope scope,
    Optional<Instant> until) {
  /// How the ids of callers with keys begin.
  public static final String KEY = "key:";

  public Caller {
    rights = Set.copyOf(rights);
  }

  /// How it was shown.
  public enum Kind {
    API_KEY,
    TOKEN
  }

  public boolean may(Right right) {
    return rights.contains(right);
  }
}
