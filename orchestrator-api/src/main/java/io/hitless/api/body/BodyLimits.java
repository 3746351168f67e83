package io.hitless.api.body;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How large a body may be (`hitless.body.*`).
///
/// @param largest of any request but an import
/// @param patience how long a body may take to come, however steadily it drips
/// @param largestImport of `/devices/import`: ten thousand devices are some 4 MB
@ConfigurationProperties("hitless.body")
public record BodyLimits(
    @DefaultValue("256KB") DataSize largest,
    @DefaultValue("8MB") DataSize largestImport,
    @DefaultValue("PT30S") Duration patience) {}
