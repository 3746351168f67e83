package io.hitless.api.guard;

import io.hitless.access.Rates.Rate;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How many requests are taken in a time (`hitless.rate.*`), so many of them at once.
///
/// @param caller of one key or person, across all replicas
/// @param stranger without a key, of one address (of IPv6: one /64)
/// @param failedLogins with a key that does not count, of one address
/// @param within the time
@ConfigurationProperties("hitless.rate")
public record RateLimits(
    @DefaultValue("6000") long caller,
    @DefaultValue("600") long stranger,
    @DefaultValue("60") long failedLogins,
    @DefaultValue("PT1M") Duration within) {
  Rate ofCaller() {
    return new Rate("caller", caller, within);
  }

  Rate ofStranger() {
    return new Rate("stranger", stranger, within);
  }

  Rate ofFailedLogins() {
    return new Rate("failed-login", failedLogins, within);
  }
}
