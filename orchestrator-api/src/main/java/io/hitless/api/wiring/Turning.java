package io.hitless.api.wiring;

import io.hitless.db.TurnScheduler;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much of the fleet this replica works on at once (`hitless.turns.*`).
///
/// @param enabled whether this replica does turns at all; one that doesn't only answers requests
/// @param concurrent turns at once, each on a virtual thread
/// @param concurrentReadiness readiness runs at once, of these; less than three quarters
/// @param stopPatience how long a stop waits for turns that are going on, the drain; less than
///   `spring.lifecycle.timeout-per-shutdown-phase`, or Spring would end it first
/// @param fleetAtOnce devices of one readiness run over many that are looked at at the same time,
///   over all replicas
/// @param readinessValidFor how long the answer of a readiness run may be relied on
@ConfigurationProperties("hitless.turns")
record Turning(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("256") int concurrent,
    @DefaultValue("128") int concurrentReadiness,
    @DefaultValue("PT20S") Duration stopPatience,
    @DefaultValue("50") int fleetAtOnce,
    @DefaultValue("PT30M") Duration readinessValidFor) {
  /// @param phase how long Spring waits for us to stop
  Duration drainWithin(Duration phase) {
    if (stopPatience.compareTo(phase) >= 0) {
      throw new IllegalStateException(
          "hitless.turns.stop-patience ("
              + stopPatience
              + ") must be less than spring.lifecycle.timeout-per-shutdown-phase ("
              + phase
              + "): a stop would be cut short in the middle of a drain");
    }
    return stopPatience;
  }

  TurnScheduler.Settings settings() {
    return TurnScheduler.Settings.DEFAULT
        .withConcurrentTurns(concurrent)
        .withConcurrentReadinessRuns(concurrentReadiness)
        .withPatience(stopPatience);
  }
}
