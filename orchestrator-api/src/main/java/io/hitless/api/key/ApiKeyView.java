package io.hitless.api.key;

import io.hitless.access.ApiKey;
import io.hitless.access.KeyText;
import io.hitless.access.Right;
import io.hitless.access.Role;
import io.hitless.access.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A key as it is shown.
///
/// @param key its text: only in the first answer to whoever made or rotated it
/// @param formerUntil until when the text before the last rotation counts
record ApiKeyView(
    String id,
    String prefix,
    Optional<String> key,
    String name,
    String owner,
    Role role,
    List<Right> rights,
    KeyScope scopes,
    String createdBy,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> lastUsedAt,
    Optional<Instant> formerUntil,
    Optional<Ended> revoked) {

  /// Whose devices.
  record KeyScope(List<String> sites, List<String> tags) {
    static KeyScope of(Scope scope) {
      return new KeyScope(
          scope.sites().stream().sorted().toList(), scope.tags().stream().sorted().toList());
    }
  }

  /// Its end, before its time.
  record Ended(Instant at, String by, String reason) {}

  static ApiKeyView of(ApiKey key) {
    return of(key, Optional.empty());
  }

  static ApiKeyView of(ApiKey key, Optional<KeyText> text) {
    return new ApiKeyView(
        key.id().toString(),
        key.prefix(),
        text.map(KeyText::reveal),
        key.name(),
        key.owner(),
        key.role(),
        key.rights().stream().sorted().toList(),
        KeyScope.of(key.scope()),
        key.createdBy(),
        key.createdAt(),
        key.expiresAt(),
        key.lastUsedAt(),
        key.former().map(ApiKey.Former::until),
        key.revocation().map(it -> new Ended(it.at(), it.by(), it.reason())));
  }
}
