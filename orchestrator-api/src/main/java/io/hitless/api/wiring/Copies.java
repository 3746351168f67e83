package io.hitless.api.wiring;

import io.hitless.job.CopyCaps;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How much copying of images a site is burdened with (`hitless.copies.*`), all replicas together.
///
/// @param concurrentPerSite copies at once
/// @param bandwidthPerSite in a second, for all copies together; absent: unlimited
/// @param sites what differs, by the site's name
@ConfigurationProperties("hitless.copies")
record Copies(
    @DefaultValue("4") int concurrentPerSite,
    @Nullable DataSize bandwidthPerSite,
    @DefaultValue Map<String, Site> sites) {

  /// What is absent is as everywhere.
  record Site(@Nullable Integer concurrent, @Nullable DataSize bandwidth) {}

  CopyCaps caps() {
    return new CopyCaps(
        cap(concurrentPerSite, bandwidthPerSite),
        sites.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, site -> cap(site.getValue()))));
  }

  private CopyCaps.Cap cap(Site site) {
    return cap(
        site.concurrent() == null ? concurrentPerSite : site.concurrent(),
        site.bandwidth() == null ? bandwidthPerSite : site.bandwidth());
  }

  private static CopyCaps.Cap cap(int copies, @Nullable DataSize bandwidth) {
    return new CopyCaps.Cap(copies, Optional.ofNullable(bandwidth).map(DataSize::toBytes));
  }
}
