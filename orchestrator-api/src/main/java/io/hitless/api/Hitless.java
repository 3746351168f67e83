package io.hitless.api;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/// The service.
// Callers are known by their API keys; there are no users with passwords.
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class Hitless {
  public static void main(String[] arguments) {
    SpringApplication.run(Hitless.class, arguments);
  }
}
