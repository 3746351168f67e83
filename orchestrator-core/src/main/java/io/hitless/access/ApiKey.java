package io.hitless.access;

import java.time.Instant;
import java.util.Optional;

/// What is kept of an API key: never its text.
///
/// @param prefix first characters of the text, by which people recognise it
/// @param sha256 of the whole text, lower-case hexadecimal; enough for a secret of 256 random bits
/// @param name what it is for
/// @param lastUsedAt when it was last seen, to the minute
public record ApiKey(
    ApiKeyId id,
    String prefix,
    String sha256,
    String name,
    Role role,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> lastUsedAt,
    Optional<Instant> revokedAt) {

  /// Whether it opens the door at `now`.
  public boolean usable(Instant now) {
    return revokedAt.isEmpty() && expiresAt.map(now::isBefore).orElse(true);
  }
}
