package io.hitless.api.wiring;

import io.hitless.readiness.UpgradeRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Which upgrades are allowed (`HITLESS_UPGRADE_RULES`).
///
/// @param upgradeRules a file that takes the place of the rules that are shipped
@ConfigurationProperties("hitless")
record Rules(@Nullable Path upgradeRules) {
  /// @throws IOException when the file can not be read
  UpgradeRules upgrades() throws IOException {
    return upgradeRules == null
        ? UpgradeRules.shipped()
        : UpgradeRules.read(Files.readString(upgradeRules));
  }
}
