package io.hitless.api.inventory;

import io.hitless.inventory.Credential;
import java.time.Instant;

/// A login as it is shown: everything but its secrets.
record CredentialView(
    String name,
    String username,
    Credential.Source source,
    boolean hasPassword,
    boolean hasEnableSecret,
    boolean hasPrivateKey,
    Instant createdAt,
    Instant updatedAt) {
  static CredentialView of(Credential kept) {
    return new CredentialView(
        kept.name(),
        kept.username(),
        kept.source(),
        kept.hasPassword(),
        kept.hasEnableSecret(),
        kept.hasPrivateKey(),
        kept.createdAt(),
        kept.updatedAt());
  }
}
