package io.hitless.api.inventory;

import io.hitless.api.audit.Snapshot;
import io.hitless.inventory.Vault;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Which secrets a login has, and none of them, for the audit.
@Component
record CredentialSnapshot(Vault vault) implements Snapshot {
  @Override
  public String collection() {
    return "credentials";
  }

  @Override
  public Optional<Shown> of(String name) {
    return vault.find(name).map(kept -> new Shown(CredentialView.of(kept), Optional.empty()));
  }
}
