package io.hitless.api.wiring;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Nobody said where the database is. An empty variable is how many deployments say "not set".
final class NoDatabaseGiven implements Condition {
  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata asked) {
    return context.getEnvironment().getProperty("spring.datasource.url", "").isBlank();
  }
}
