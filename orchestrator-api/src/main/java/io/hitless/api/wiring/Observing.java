package io.hitless.api.wiring;

import io.hitless.api.observe.FleetGauges;
import io.hitless.api.observe.JobMeters;
import io.hitless.api.observe.LogGauges;
import io.hitless.api.observe.Meters;
import io.hitless.api.observe.Platforms;
import io.hitless.api.observe.Tracing;
import io.hitless.api.observe.UpgradeTrace;
import io.hitless.audit.LogWatch;
import io.hitless.db.Repositories;
import io.hitless.inventory.Devices;
import io.hitless.job.Pace;
import io.hitless.readiness.Checks;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What is counted and traced.
@Configuration(proxyBeanMethods = false)
class Observing {
  @Bean
  Meters meters(MeterRegistry registry) {
    return new Meters(registry);
  }

  @Bean
  JobMeters jobMeters(Meters meters, Devices devices, Pace pace, Checks checks) {
    return new JobMeters(meters, new Platforms(devices), pace).asking(checks.ids());
  }

  @Bean
  FleetGauges fleetGauges(Repositories kept, Meters meters, Pace pace, InstantSource clock) {
    return new FleetGauges(kept.census(), pace, clock).shownBy(meters);
  }

  @Bean
  LogGauges logGauges(LogWatch watch, Meters meters, InstantSource clock) {
    return new LogGauges(watch, clock).shownBy(meters);
  }

  @Bean
  UpgradeTrace upgradeTrace(Tracer tracer, Tracing tracing) {
    return new UpgradeTrace(tracer, tracing.sent());
  }
}
