package io.hitless.api.wiring;

import io.hitless.api.body.LocalAddresses;
import io.hitless.job.Pace;
import io.hitless.page.TimeOrderedIds;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/// Time, chance, and whether the switches are real.
@Configuration(proxyBeanMethods = false)
class World {
  private static final Profiles SIMULATED = Profiles.of("demo", "lab");

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  TimeOrderedIds ids(InstantSource clock) {
    return new TimeOrderedIds(clock, new SecureRandom());
  }

  @Bean
  LocalAddresses localAddresses(Environment environment) {
    return new LocalAddresses(environment.acceptsProfiles(SIMULATED));
  }

  @Bean
  Pace pace(Speed speed, Environment environment) {
    return pace(speed, environment.acceptsProfiles(SIMULATED));
  }

  /// @throws IllegalStateException when real switches would be watched at another speed than theirs
  static Pace pace(Speed speed, boolean simulated) {
    if (speed.timescale().isPresent() && !simulated) {
      throw new IllegalStateException(
          "HITLESS_TIMESCALE is for simulated switches: it needs the profile demo or lab");
    }
    return new Pace(speed.timescale().orElse(1.0), RandomGenerator.getDefault());
  }
}
