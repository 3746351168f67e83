package io.hitless.api.guard;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/// Lets pages of the named origins call the API, with a key and never with cookies. Without a name
/// there is no such filter, and no browser lets a foreign page read an answer.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("hitless.cors.origins")
class Origins {
  @Bean
  FilterRegistrationBean<CorsFilter> cors(OriginSettings settings) {
    CorsConfiguration allowed = new CorsConfiguration();
    allowed.setAllowedOrigins(settings.origins());
    allowed.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
    allowed.setAllowedHeaders(
        List.of("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "Last-Event-ID"));
    allowed.setExposedHeaders(List.of("ETag", "Idempotency-Replayed", "Location", "Retry-After"));
    allowed.setAllowCredentials(false);
    allowed.setMaxAge(Duration.ofMinutes(10));
    UrlBasedCorsConfigurationSource paths = new UrlBasedCorsConfigurationSource();
    paths.registerCorsConfiguration("/api/**", allowed);
    var filter = new FilterRegistrationBean<>(new CorsFilter(paths));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
    return filter;
  }
}
