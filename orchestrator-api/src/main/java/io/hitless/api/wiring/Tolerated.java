package io.hitless.api.wiring;

import io.hitless.readiness.Tolerances;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much may be missing after an upgrade (`hitless.tolerances.*`).
///
/// @param expectedConfiguration RE2 patterns of configuration lines that an upgrade may change
@ConfigurationProperties("hitless.tolerances")
record Tolerated(
    @DefaultValue("0") int interfacesLost,
    @DefaultValue("0") int neighboursLost,
    @DefaultValue("0") int channelMembersLost,
    @DefaultValue("5") int routesLostPercent,
    @DefaultValue("30") int macsLostPercent,
    @DefaultValue("0") int rootsChanged,
    @DefaultValue("0") int configurationLinesLost,
    @DefaultValue({}) List<String> expectedConfiguration) {
  Tolerances tolerances() {
    return new Tolerances(
        interfacesLost,
        neighboursLost,
        channelMembersLost,
        routesLostPercent,
        macsLostPercent,
        rootsChanged,
        configurationLinesLost,
        expectedConfiguration);
  }
}
