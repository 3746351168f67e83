package io.hitless.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class NoDatabaseGivenTest {
  @TempDir Path folder;

  private ApplicationContextRunner service() {
    return new ApplicationContextRunner()
        .withBean(
            BeanFactoryPostProcessor.class,
            () ->
                beans -> {
                  // Whether it would be made is the question; it takes seconds to be.
                  for (String name : beans.getBeanDefinitionNames()) {
                    beans.getBeanDefinition(name).setLazyInit(true);
                  }
                })
        .withConfiguration(AutoConfigurations.of(EmbeddedDatabase.class))
        .withPropertyValues("hitless.data-dir=" + folder);
  }

  @Test
  void two_replicas_that_are_told_of_one_database_have_none_of_their_own() {
    service()
        .withPropertyValues("spring.datasource.url=jdbc:postgresql://db.example.net/hitless")
        .run(context -> assertThat(context).doesNotHaveBean("housePostgres"));
  }

  @Test
  void without_one_or_with_an_empty_variable_a_database_is_kept_beside_the_service() {
    service().run(context -> assertThat(context).hasBean("housePostgres"));
    service()
        .withPropertyValues("spring.datasource.url=")
        .run(context -> assertThat(context).hasBean("housePostgres"));
  }
}
