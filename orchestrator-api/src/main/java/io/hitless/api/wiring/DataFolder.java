package io.hitless.api.wiring;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where files are (`HITLESS_DATA_DIR`, `HITLESS_SECRETS_DIR`).
///
/// @param dataDir what the service itself keeps: the embedded database, the made master key
/// @param secretsDir the only directory that credentials of the source `FILE` are read from
@ConfigurationProperties("hitless")
record DataFolder(@DefaultValue("./data") Path dataDir, @Nullable Path secretsDir) {
  Optional<Path> secrets() {
    return Optional.ofNullable(secretsDir);
  }
}
