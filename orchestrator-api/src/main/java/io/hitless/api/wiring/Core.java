package io.hitless.api.wiring;

import io.hitless.access.ApiKeys;
import io.hitless.api.security.FirstKey;
import io.hitless.image.Images;
import io.hitless.inventory.Devices;
import io.hitless.job.AskAction;
import io.hitless.job.Jobs;
import io.hitless.job.PlaceOrder;
import io.hitless.page.TimeOrderedIds;
import io.hitless.readiness.Checks;
import io.hitless.readiness.GrantWaiver;
import io.hitless.readiness.ReadinessRuns;
import io.hitless.readiness.StartFleetRun;
import io.hitless.readiness.StartReadiness;
import io.hitless.readiness.Waivers;
import java.time.InstantSource;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What operators ask for.
@Configuration(proxyBeanMethods = false)
class Core {
  @Bean
  PlaceOrder placeOrder(
      Jobs jobs, Devices devices, Images images, TimeOrderedIds ids, InstantSource clock) {
    return new PlaceOrder(jobs, devices, images, ids, clock);
  }

  @Bean
  AskAction askAction(Jobs jobs, InstantSource clock) {
    return new AskAction(jobs, clock);
  }

  @Bean
  StartReadiness startReadiness(
      ReadinessRuns runs, Devices devices, Images images, TimeOrderedIds ids, InstantSource clock) {
    return new StartReadiness(runs, devices, images, ids, clock);
  }

  @Bean
  StartFleetRun startFleetRun(
      ReadinessRuns runs,
      Devices devices,
      Images images,
      TimeOrderedIds ids,
      InstantSource clock,
      Turning turning) {
    return new StartFleetRun(runs, devices, images, ids, clock, turning.fleetAtOnce());
  }

  @Bean
  GrantWaiver grantWaiver(
      Waivers waivers,
      Checks checks,
      Devices devices,
      Images images,
      TimeOrderedIds ids,
      InstantSource clock) {
    return new GrantWaiver(waivers, checks, devices, images, ids, clock);
  }

  @Bean
  ApplicationRunner firstKey(Keys given, ApiKeys keys, TimeOrderedIds ids, InstantSource clock) {
    return _ -> new FirstKey(keys, ids, clock, System.out).ensure(given.bootstrapApiKey());
  }
}
