package io.hitless.api.wiring;

import java.io.PrintStream;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.core.env.Environment;

/// `--migrate-only` or `HITLESS_MIGRATE_ONLY=true`: brings the given database to the schema of this
/// release and leaves, so that a deployment can do it before any replica of this release starts,
/// and as another database user than the service. No port is opened, no turn is done.
public final class MigrateOnly {
  private static final String WORD = "--migrate-only";

  private MigrateOnly() {}

  /// @param variable what `HITLESS_MIGRATE_ONLY` says, `null` when unset
  public static boolean asked(String[] arguments, @Nullable String variable) {
    return List.of(arguments).contains(WORD) || Boolean.parseBoolean(variable);
  }

  /// @throws RuntimeException when the database is not given, not there, or not as a migration
  ///   expects it
  public static void run(String[] arguments, PrintStream out) {
    try (var context =
        new SpringApplicationBuilder(Schema.class).web(WebApplicationType.NONE).run(arguments)) {
      var current = context.getBean(Flyway.class).info().current();
      out.println("The schema is at version " + current.getVersion());
    }
  }

  /// Not marked as a configuration: the service itself must not find it.
  @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
  static class Schema {
    Schema(Environment environment) {
      if (environment.getProperty("spring.datasource.url", "").isBlank()) {
        throw new IllegalStateException(
            "SPRING_DATASOURCE_URL is required to migrate only: an embedded database is migrated by"
                + " the service that owns it");
      }
    }
  }
}
