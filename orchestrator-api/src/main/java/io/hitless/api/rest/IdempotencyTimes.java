package io.hitless.api.rest;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long an `Idempotency-Key` counts (`hitless.idempotency.*`).
///
/// @param patience how long the first attempt may take before a second may take its place
/// @param kept how long its answer is given again
@ConfigurationProperties("hitless.idempotency")
public record IdempotencyTimes(
    @DefaultValue("PT1M") Duration patience, @DefaultValue("PT72H") Duration kept) {}
