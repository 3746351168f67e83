package io.hitless.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Whether somebody who was a caller once may still do something. What was granted to a key ends
/// with the key, or with its role; of a token nobody can be asked any more, so it is believed for
/// as long as what was granted lasts.
public interface Mandates {

  /// @param caller a [Caller#id]
  boolean may(String caller, Right right, Instant now);

  /// Whoever was shown the text of the caller's key when it was made or rotated, and so can be that
  /// caller; nobody where it was a token.
  Set<String> shownTo(String caller);

  /// Whoever had been shown a text of one of the person's keys by then, of those that counted then.
  Set<String> holders(String person, Instant at);

  /// Whoever was ever shown a text of one of the person's keys, whatever became of the key.
  Set<String> everShown(String person);

  /// Callers with keys are known by the register of keys.
  static Mandates of(ApiKeys keys) {
    return new Mandates() {
      @Override
      public boolean may(String caller, Right right, Instant now) {
        return !caller.startsWith(Caller.KEY)
            || id(caller)
                .flatMap(keys::find)
                .filter(key -> key.usable(now))
                .filter(key -> key.rights().contains(right))
                .isPresent();
      }

      @Override
      public Set<String> shownTo(String caller) {
        return caller.startsWith(Caller.KEY)
            ? id(caller).map(keys::shownTo).orElse(Set.of())
            : Set.of();
      }

      @Override
      public Set<String> holders(String person, Instant at) {
        return keys.holders(person, at);
      }

      @Override
      public Set<String> everShown(String person) {
        return keys.everShown(person);
      }
    };
  }

  private static Optional<ApiKeyId> id(String caller) {
    try {
      return Optional.of(new ApiKeyId(UUID.fromString(caller.substring(Caller.KEY.length()))));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
