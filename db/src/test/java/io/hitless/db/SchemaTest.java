package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The schema that the migrations make, side by side with the one that was reviewed.
class SchemaTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "schema.golden.sql");

  @Test
  void the_migrations_make_the_schema_that_was_reviewed() throws IOException {
    try (var database = TestDatabase.shared().fresh()) {
      String schema = Schema.of(database);
      if (Boolean.getBoolean("golden.write")) {
        Files.writeString(GOLDEN, schema);
      }
      assertThat(schema)
          .as("run with -Dgolden.write=true and review the difference")
          .isEqualTo(Files.readString(GOLDEN));
    }
  }

  @Test
  void migrating_twice_changes_nothing() {
    try (var database = TestDatabase.shared().empty()) {
      Migrations.apply(database);
      String once = Schema.of(database);
      Migrations.apply(database);
      assertThat(Schema.of(database)).isEqualTo(once);
    }
  }

  /// Numbers only ever grow: one below those that a database has had would never be applied.
  @Test
  void a_database_of_an_earlier_release_gets_what_came_since() {
    try (var earlier = TestDatabase.shared().empty();
        var fresh = TestDatabase.shared().fresh()) {
      Flyway.configure()
          .dataSource(earlier)
          .locations("classpath:db/migration")
          .target("15")
          .load()
          .migrate();
      Migrations.apply(earlier);
      assertThat(Schema.of(earlier)).isEqualTo(Schema.of(fresh));
    }
  }

  /// What the catalogue says of a database, as text that can be compared.
  private record Schema(JdbcClient sql) {
    static String of(DataSource database) {
      return new Schema(JdbcClient.create(database)).text();
    }

    String text() {
      return lines(
              """
              SELECT format(E'CREATE TABLE %s (\\n%s\\n)%s;', c.relname,
                (SELECT string_agg(format('  %s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                    CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
                    CASE WHEN d.adbin IS NULL THEN
                        CASE a.attidentity WHEN 'a' THEN ' GENERATED ALWAYS AS IDENTITY' ELSE '' END
                      WHEN a.attgenerated = 's' THEN ' GENERATED ALWAYS AS ' || pg_get_expr(d.adbin, c.oid)
                      ELSE ' DEFAULT ' || pg_get_expr(d.adbin, c.oid) END),
                    E',\\n' ORDER BY a.attnum)
                 FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
                ' PARTITION BY ' || pg_get_partkeydef(c.oid))
              FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
                AND c.relname <> 'flyway_schema_history'
              ORDER BY c.relname
              """)
          + lines(
              """
              SELECT format('ALTER TABLE %s ADD CONSTRAINT %s %s;', conrelid::regclass, conname,
                pg_get_constraintdef(oid))
              FROM pg_constraint WHERE connamespace = 'public'::regnamespace
                AND conrelid <> 0 AND conrelid::regclass::text <> 'flyway_schema_history'
                AND contype <> 'n'
              ORDER BY conrelid::regclass::text, conname
              """)
          + lines(
              """
              SELECT indexdef || ';' FROM pg_indexes WHERE schemaname = 'public'
                AND tablename <> 'flyway_schema_history'
              ORDER BY tablename, indexname
              """)
          + lines(
              """
              SELECT format('CREATE TABLE %s PARTITION OF %s %s;', inhrelid::regclass,
                inhparent::regclass, pg_get_expr(c.relpartbound, c.oid))
              FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
              WHERE c.relkind = 'r' ORDER BY c.relname
              """)
          + lines(
              """
              SELECT format('CREATE VIEW %s AS %s', viewname, definition) FROM pg_views
              WHERE schemaname = 'public' ORDER BY viewname
              """)
          + lines(
              """
              SELECT pg_get_functiondef(oid) || ';' FROM pg_proc
              WHERE pronamespace = 'public'::regnamespace ORDER BY proname
              """)
          + lines(
              """
              SELECT pg_get_triggerdef(oid) || ';' FROM pg_trigger WHERE NOT tgisinternal
              ORDER BY tgname, tgrelid::regclass::text
              """);
    }

    private String lines(String query) {
      return String.join("\n", sql.sql(query).query(String.class).list()) + "\n\n";
    }
  }
}
