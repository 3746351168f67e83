package io.hitless.api.key;

import io.hitless.access.ApiKeyId;
import io.hitless.access.ApiKeys;
import io.hitless.api.audit.Snapshot;
import io.hitless.api.body.Ids;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What a key may do, and never its text, for the audit.
@Component
record ApiKeySnapshot(ApiKeys keys) implements Snapshot {
  @Override
  public String collection() {
    return "api-keys";
  }

  @Override
  public Optional<Shown> of(String id) {
    return Ids.parse(id)
        .map(ApiKeyId::new)
        .flatMap(keys::find)
        .map(key -> new Shown(ApiKeyView.of(key), Optional.empty()));
  }
}
