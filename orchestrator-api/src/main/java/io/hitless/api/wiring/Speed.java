package io.hitless.api.wiring;

import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// How fast the world runs that we watch (`HITLESS_TIMESCALE`).
///
/// @param timescale multiplies every wait, poll and default deadline: 0.01 for simulated switches
///   that run 100 times as fast. Only in the demo and the lab.
@ConfigurationProperties("hitless")
record Speed(Optional<Double> timescale) {}
