package io.hitless.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What is kept of an API key: never its text.
///
/// @param prefix first characters of the text, by which people recognise it
/// @param sha256 of the whole text, lower-case hexadecimal; enough for a secret of 256 random bits
/// @param name what it is for; no two keys that may be used have the same
/// @param owner the person who answers for what is done with it
/// @param limitedTo of the role's rights only these; all of them when empty
/// @param createdBy who made it
/// @param lastUsedAt when it was last seen, to the minute
/// @param former the text that it had before it was rotated, while that still counts
/// @param version grows with every change but the last use; the resource's ETag
public record ApiKey(
    ApiKeyId id,
    String prefix,
    String sha256,
    String name,
    String owner,
    Role role,
    Set<Right> limitedTo,
    Scope scope,
    String createdBy,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> lastUsedAt,
    Optional<Revocation> revocation,
    Optional<Former> former,
    long version) {
  public ApiKey {
    limitedTo = Set.copyOf(limitedTo);
  }

  /// A key for everything that its role may do, everywhere.
  public ApiKey(
      ApiKeyId id,
      String prefix,
      String sha256,
      String name,
      Role role,
      Instant createdAt,
      Optional<Instant> expiresAt,
      Optional<Instant> lastUsedAt,
      Optional<Instant> revokedAt) {
    this(
        id,
        prefix,
        sha256,
        name,
        name,
        role,
        Set.of(),
        Scope.EVERYTHING,
        name,
        createdAt,
        expiresAt,
        lastUsedAt,
        revokedAt.map(at -> new Revocation(at, name, "revoked")),
        Optional.empty(),
        1);
  }

  /// Its end, before its time.
  public record Revocation(Instant at, String by, String reason) {}

  /// What its bearers may still show until then, so that all of them can be given the new text.
  public record Former(String sha256, Instant until) {}

  /// Whether it opens the door at `now`.
  public boolean usable(Instant now) {
    return revocation.isEmpty() && expiresAt.map(now::isBefore).orElse(true);
  }

  /// Whether somebody who shows the text of this hash is its bearer at `now`.
  public boolean opensWith(String hash, Instant now) {
    return usable(now)
        && (KeyText.same(sha256, hash)
            || former
                .filter(it -> KeyText.same(it.sha256(), hash) && now.isBefore(it.until()))
                .isPresent());
  }

  public Set<Right> rights() {
    return limitedTo.isEmpty() ? role.rights() : limitedTo;
  }

  public Optional<Instant> revokedAt() {
    return revocation.map(Revocation::at);
  }

  /// Whoever shows it.
  public Caller caller() {
    return new Caller("key:" + id, name, owner, Caller.Kind.API_KEY, rights(), scope, expiresAt);
  }
}
