package io.hitless.db;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Brings a database to the schema of this release. Several replicas may do so at once: Flyway lets
/// one of them work.
public final class Migrations {
  private Migrations() {}

  public static void apply(DataSource database) {
    Flyway.configure().dataSource(database).locations("classpath:db/migration").load().migrate();
  }
}
