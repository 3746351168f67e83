package io.hitless.api.wiring;

import io.hitless.job.UpgradeCaps;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// How many devices may be between two releases at once (`hitless.upgrades.*`), all replicas
/// together. Absent: no limit.
///
/// @param atOnce everywhere
/// @param atOncePerSite at each site; devices without one share what is allowed to a site
@ConfigurationProperties("hitless.upgrades")
record Upgrades(Optional<Integer> atOnce, Optional<Integer> atOncePerSite) {
  UpgradeCaps caps() {
    return new UpgradeCaps(
        atOnce.orElse(UpgradeCaps.NONE.everywhere()),
        atOncePerSite.orElse(UpgradeCaps.NONE.perSite()));
  }
}
