package io.hitless.api.wiring;

import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Secrets of the service itself (`HITLESS_BOOTSTRAP_API_KEY`, `HITLESS_MASTER_KEY`,
/// `HITLESS_OLDER_MASTER_KEYS`).
///
/// @param bootstrapApiKey the first API key
/// @param masterKey base64 of 32 bytes, seals stored credentials
/// @param olderMasterKeys that sealed what is stored already, while keys are being changed
@ConfigurationProperties("hitless")
record Keys(
    Optional<String> bootstrapApiKey, Optional<String> masterKey, List<String> olderMasterKeys) {
  Keys {
    // An empty variable is how many deployments say "not set".
    bootstrapApiKey = bootstrapApiKey.filter(text -> !text.isBlank());
    masterKey = masterKey.filter(text -> !text.isBlank());
    olderMasterKeys = olderMasterKeys == null ? List.of() : List.copyOf(olderMasterKeys);
  }

  @Override
  public String toString() {
    return "Keys[•••]";
  }
}
