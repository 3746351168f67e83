package io.hitless.api.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the stream treats its clients (`hitless.stream.*`).
///
/// @param heartbeat a comment is sent after so long without an event, so that a dead connection is
///   noticed on both sides
/// @param mostClients at once; one more is asked to come back later
@ConfigurationProperties("hitless.stream")
public record StreamLimits(
    @DefaultValue("PT15S") Duration heartbeat, @DefaultValue("1000") int mostClients) {}
