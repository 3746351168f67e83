package io.hitless.access;

import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.time.Instant;
import java.util.Optional;

/// The register of API keys. Every method is one transaction.
public interface ApiKeys {

  /// Keeps a key; false when one with this hash is kept already (nothing changed then).
  boolean add(ApiKey key);

  /// Keeps the very first key; false when there is any key, so that of several replicas that start
  /// at once only one makes it.
  boolean addFirst(ApiKey key);

  /// The key with this [ApiKey#sha256], usable or not.
  Optional<ApiKey> withHash(String sha256);

  Optional<ApiKey> find(ApiKeyId id);

  Page<ApiKey> list(PageRequest page);

  /// Ends a key for ever; false when there is no such key. Once revoked it stays so since then.
  boolean revoke(ApiKeyId id, Instant at);

  /// Remembers that the key was shown; written at most once a minute.
  void used(ApiKeyId id, Instant at);
}
