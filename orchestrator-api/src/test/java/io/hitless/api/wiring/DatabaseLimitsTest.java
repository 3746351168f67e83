package io.hitless.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.ServiceTest;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Nothing that hangs in the database outlasts a lease of 20 s.
@ServiceTest
class DatabaseLimitsTest {
  private final JdbcClient sql;

  @Autowired
  DatabaseLimitsTest(DataSource database) {
    this.sql = JdbcClient.create(database);
  }

  @ParameterizedTest
  @CsvSource({
    "statement_timeout,15s",
    "lock_timeout,5s",
    "idle_in_transaction_session_timeout,15s",
  })
  void every_connection_has_its_limits(String name, String limit) {
    assertThat(
            sql.sql("SELECT current_setting(:name)")
                .param("name", name)
                .query(String.class)
                .single())
        .isEqualTo(limit);
  }
}
