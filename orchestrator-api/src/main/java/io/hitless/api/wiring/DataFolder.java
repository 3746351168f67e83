package io.hitless.api.wiring;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where files are (`HITLESS_DATA_DIR`, `HITLESS_SECRETS_DIR`, `HITLESS_IMAGES_DIR`).
///
/// @param dataDir what the service itself keeps: the embedded database, the made master key
/// @param secretsDir the only directory that credentials of the source `FILE` are read from
/// @param imagesDir where uploaded images are kept, `images` in the data directory unless given;
///   several replicas need one that all of them see
@ConfigurationProperties("hitless")
record DataFolder(
    @DefaultValue("./data") Path dataDir, @Nullable Path secretsDir, @Nullable Path imagesDir) {
  Path images() {
    return imagesDir == null ? dataDir.resolve("images") : imagesDir;
  }

  Optional<Path> secrets() {
    return Optional.ofNullable(secretsDir);
  }
}
