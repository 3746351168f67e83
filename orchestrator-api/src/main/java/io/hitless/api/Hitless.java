package io.hitless.api;

import io.hitless.api.wiring.MigrateOnly;
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
    try {
      if (MigrateOnly.asked(arguments, System.getenv("HITLESS_MIGRATE_ONLY"))) {
        MigrateOnly.run(arguments, System.out);
        return;
      }
      SpringApplication.run(Hitless.class, arguments);
    } catch (RuntimeException failed) {
      // Spring has logged it by now; but in the demo the terminal belongs to the table, not to the
      // log.
      System.err.println("Hitless did not start: " + innermost(failed).getMessage());
      System.exit(1);
    }
  }

  private static Throwable innermost(Throwable failed) {
    Throwable cause = failed.getCause();
    return cause == null ? failed : innermost(cause);
  }
}
