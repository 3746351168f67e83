package io.hitless.api.observe;

import io.micrometer.observation.ObservationPredicate;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.util.StringUtils;

/// Traces, which are off unless there is somewhere to send them
/// (`OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` or Spring's own property), and which observations are
/// worth their series.
@Configuration(proxyBeanMethods = false)
public class Tracing {
  private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

  private final Environment environment;

  Tracing(Environment environment) {
    this.environment = environment;
  }

  /// Whether spans go anywhere.
  public boolean sent() {
    return StringUtils.hasText(environment.getProperty(ENDPOINT));
  }

  @Bean
  SdkTracerProviderBuilderCustomizer ownIds() {
    return provider ->
        provider
            .setIdGenerator(new SpanIds())
            .setSampler(sent() ? Sampler.parentBased(Sampler.alwaysOn()) : Sampler.alwaysOff());
  }

  /// Neither being scraped nor each filter of the security chain.
  @Bean
  ObservationPredicate worthObserving() {
    return (name, context) ->
        !name.startsWith("spring.security")
            && !(context instanceof ServerRequestObservationContext request
                && request.getCarrier() != null
                && request.getCarrier().getRequestURI().startsWith("/actuator"));
  }
}
