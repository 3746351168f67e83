package io.hitless.api.wiring;

import io.hitless.db.HousePostgres;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/// A PostgreSQL of our own where none is given. An auto-configuration, so that it is asked after
/// everybody who might give one (a test's container among them) and before the pool is made.
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@Conditional(NoDatabaseGiven.class)
@ConditionalOnMissingBean(JdbcConnectionDetails.class)
@EnableConfigurationProperties(DataFolder.class)
class EmbeddedDatabase {
  @Bean(destroyMethod = "close")
  HousePostgres housePostgres(DataFolder folder) {
    return HousePostgres.in(folder.dataDir().resolve("postgres"));
  }

  /// The service may not change the log, nor the tables: whoever migrates is another one.
  @Bean
  JdbcConnectionDetails embeddedDatabase(HousePostgres house) {
    return new JdbcConnectionDetails() {
      @Override
      public String getJdbcUrl() {
        return house.url();
      }

      @Override
      public String getUsername() {
        return house.serviceUser();
      }

      @Override
      public String getPassword() {
        return house.servicePassword();
      }
    };
  }

  @Bean
  FlywayConnectionDetails ownerOfTheEmbeddedDatabase(HousePostgres house) {
    return new FlywayConnectionDetails() {
      @Override
      public String getJdbcUrl() {
        return house.url();
      }

      @Override
      public String getUsername() {
        return house.user();
      }

      @Override
      public String getPassword() {
        return house.password();
      }
    };
  }
}
