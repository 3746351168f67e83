package io.hitless.api.wiring;

import io.hitless.device.Credentials;
import io.hitless.device.KnownSecrets;
import io.hitless.inventory.Credential;
import io.hitless.inventory.CredentialUse;
import io.hitless.inventory.Vault;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.util.Optional;

/// A vault that tells the last net which secrets went in and out.
record WatchedVault(Vault kept, KnownSecrets known) implements Vault {
  @Override
  public Credential add(String name, Credential.Source source, Credentials secrets) {
    learn(source, secrets);
    return kept.add(name, source, secrets);
  }

  @Override
  public Credential replace(
      String name, long version, Credential.Source source, Credentials secrets) {
    learn(source, secrets);
    return kept.replace(name, version, source, secrets);
  }

  @Override
  public Optional<Credentials> open(String name) {
    Optional<Credentials> opened = kept.open(name);
    opened.ifPresent(known::learn);
    return opened;
  }

  @Override
  public Optional<Credentials> open(String name, CredentialUse use) {
    Optional<Credentials> opened = kept.open(name, use);
    opened.ifPresent(known::learn);
    return opened;
  }

  @Override
  public Optional<Credential> find(String name) {
    return kept.find(name);
  }

  @Override
  public Page<Credential> list(PageRequest page) {
    return kept.list(page);
  }

  @Override
  public void remove(String name, long version) {
    kept.remove(name, version);
  }

  /// Where a secret is kept is none.
  private void learn(Credential.Source source, Credentials secrets) {
    if (source == Credential.Source.STORED) {
      known.learn(secrets);
    }
  }
}
