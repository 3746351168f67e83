package io.hitless.inventory;

import java.time.Instant;

/// What is known of a login without its secrets.
///
/// @param name unique
/// @param source where its secrets are kept
/// @param hasEnableSecret whether an enable secret is kept
/// @param hasPrivateKey whether a private key is kept
/// @param version grows with every change; the resource's ETag
public record Credential(
    String name,
    String username,
    Source source,
    boolean hasPassword,
    boolean hasEnableSecret,
    boolean hasPrivateKey,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /// Sealed in our database, or read from a file or an environment variable at each use.
  public enum Source {
    STORED,
    FILE,
    ENV
  }
}
