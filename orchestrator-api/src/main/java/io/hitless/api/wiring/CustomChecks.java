package io.hitless.api.wiring;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Where a site keeps its own questions (`HITLESS_CUSTOM_CHECKS`).
///
/// @param customChecks a JSON file; none without it
@ConfigurationProperties("hitless")
record CustomChecks(@Nullable Path customChecks) {}
