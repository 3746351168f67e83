package io.hitless.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Whether somebody who was a caller once may still do something. What was granted to a key ends
/// with the key, or with its role; of a token nobody can be asked any more, so it is believed for
/// as long as what was granted lasts.
public interface Mandates {

  /// @param caller a [Caller#id]
  boolean may(String caller, Right right, Instant now);

  /// Callers with keys are known by the register of keys.
  static Mandates of(ApiKeys keys) {
    return (caller, right, now) ->
        !caller.startsWith(Caller.KEY)
            || id(caller)
                .flatMap(keys::find)
                .filter(key -> key.usable(now))
                .filter(key -> key.rights().contains(right))
                .isPresent();
  }

  private static Optional<ApiKeyId> id(String caller) {
    try {
      return Optional.of(new ApiKeyId(UUID.fromString(caller.substring(Caller.KEY.length()))));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
