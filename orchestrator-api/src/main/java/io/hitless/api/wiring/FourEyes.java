package io.hitless.api.wiring;

import io.hitless.approval.FourEyesPolicy;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Which upgrades need a second person (`hitless.four-eyes.*`). One step and `clear install state`
/// always do.
///
/// @param everywhere every upgrade
/// @param roles upgrades of devices with one of these roles
/// @param sites upgrades of devices at one of these sites
/// @param separateKeyMakers whether who asks and who approves may not use keys that one person made
/// @param validFor how long an approval counts
/// @param longestBreakGlass how long an emergency may last at most
@ConfigurationProperties("hitless.four-eyes")
record FourEyes(
    @DefaultValue("false") boolean everywhere,
    @DefaultValue({}) Set<String> roles,
    @DefaultValue({}) Set<String> sites,
    @DefaultValue("false") boolean separateKeyMakers,
    @DefaultValue("P3D") Duration validFor,
    @DefaultValue("PT4H") Duration longestBreakGlass) {
  FourEyesPolicy policy() {
    return new FourEyesPolicy(everywhere, roles, sites, validFor, longestBreakGlass);
  }
}
