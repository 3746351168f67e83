package io.hitless.access;

import io.hitless.page.Changed;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The register of API keys. Every method is one transaction.
public interface ApiKeys {

  /// Keeps a key; false when one with this hash is kept already (nothing changed then).
  boolean add(ApiKey key);

  /// Keeps a key that somebody asked for.
  ///
  /// @throws NameTaken when a key that may be used at `now` has this name
  void create(ApiKey key, Instant now);

  /// Whether a key that may be used at `now` has this name.
  boolean nameTaken(String name, Instant now);

  /// Keeps the very first key; false when there is any key, so that of several replicas that start
  /// at once only one makes it.
  boolean addFirst(ApiKey key);

  /// The key whose present or former text has this hash, usable or not.
  Optional<ApiKey> withHash(String sha256);

  Optional<ApiKey> find(ApiKeyId id);

  /// Those that reach no further than `within`, oldest first.
  Page<ApiKey> list(Scope within, PageRequest page);

  /// Ends a key for ever, at once and for every replica; a key that has ended stays as it was.
  ///
  /// @throws Changed when the row is not at `version` any more
  /// @throws LastAdministrator when nobody could make another key then
  ApiKey revoke(ApiKeyId id, long version, ApiKey.Revocation revocation);

  /// Gives a key another text; the one that it had counts until `formerUntil`.
  ///
  /// @throws Changed when the row is not at `version` any more, or the key was revoked
  ApiKey rotate(ApiKeyId id, long version, KeyText next, Instant formerUntil);

  /// Remembers who saw a text of the key, which is all that it takes to be its bearer. For ever.
  void shown(ApiKeyId id, String person, Instant at);

  /// Every person who saw a text of the key.
  Set<String> shownTo(ApiKeyId id);

  /// Every person who had seen, by `at`, a text of a key that was `owner`'s and counted then.
  Set<String> holders(String owner, Instant at);

  /// Every person who ever saw a text of a key that is or was `owner`'s.
  Set<String> everShown(String owner);

  /// Remembers that the key was shown; written at most once a minute.
  void used(ApiKeyId id, Instant at);

  /// A key that may be used has this name.
  final class NameTaken extends RuntimeException {
    public NameTaken(String name) {
      super("another key that may be used is called " + name);
    }
  }

  /// The last key that may make keys, everywhere.
  final class LastAdministrator extends RuntimeException {
    public LastAdministrator() {
      super("no other key that may be used has the right administer without a scope");
    }
  }
}
