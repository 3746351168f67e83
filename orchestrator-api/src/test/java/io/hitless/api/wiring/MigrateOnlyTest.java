package io.hitless.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.api.testing.ServiceTest;
import io.hitless.db.HousePostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@ServiceTest
class MigrateOnlyTest {
  @Test
  void an_empty_database_is_brought_to_this_release_and_a_second_time_changes_nothing(
      @Autowired HousePostgres house) {
    DataSource database = new DriverManagerDataSource(house.url(), house.user(), house.password());
    String fresh = "fresh_" + UUID.randomUUID().toString().replace('-', '_');
    JdbcClient.create(database).sql("CREATE DATABASE " + fresh).update();
    String[] arguments = {
      "--migrate-only",
      "--spring.datasource.url=" + house.url().replaceAll("/[^/]*$", "/" + fresh),
      "--spring.datasource.username=" + house.user(),
      "--spring.datasource.password=" + house.password()
    };

    String first = said(arguments);
    String second = said(arguments);

    String ours =
        JdbcClient.create(database)
            .sql(
                """
                SELECT version FROM flyway_schema_history
                ORDER BY installed_rank DESC LIMIT 1
                """)
            .query(String.class)
            .single();
    assertThat(first).isEqualTo("The schema is at version " + ours).isEqualTo(second);
  }

  @Test
  void without_a_database_it_says_what_is_missing() {
    assertThatThrownBy(() -> said("--migrate-only"))
        .rootCause()
        .hasMessageContaining("SPRING_DATASOURCE_URL");
  }

  @Test
  void it_is_asked_for_by_word_or_by_variable() {
    assertThat(MigrateOnly.asked(new String[] {"--migrate-only"}, null)).isTrue();
    assertThat(MigrateOnly.asked(new String[0], "true")).isTrue();
    assertThat(MigrateOnly.asked(new String[] {"--server.port=1"}, "")).isFalse();
    assertThat(MigrateOnly.asked(new String[0], null)).isFalse();
  }

  private static String said(String... arguments) {
    var said = new ByteArrayOutputStream();
    MigrateOnly.run(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
    return said.toString(StandardCharsets.UTF_8).strip();
  }
}
