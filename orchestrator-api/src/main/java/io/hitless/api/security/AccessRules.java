package io.hitless.api.security;

import io.hitless.access.ApiKeys;
import io.hitless.api.problem.Code;
import io.hitless.api.problem.ProblemWriter;
import io.hitless.api.problem.Rejection;
import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/// The one place that says who may do what. No session, no cookie, no cross-origin caller.
@Configuration(proxyBeanMethods = false)
class AccessRules {
  private static final String CONTENT_POLICY =
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
          + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  @Bean
  SecurityFilterChain access(
      HttpSecurity http, ApiKeys keys, ProblemWriter problems, InstantSource clock) {
    return http.csrf(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(it ->
            it.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(policy -> {}))
        .addFilterBefore(
            new ApiKeyFilter(keys, problems, clock), AnonymousAuthenticationFilter.class)
        .exceptionHandling(it ->
            it.authenticationEntryPoint((request, response, _) ->
                    problems.write(
                        request,
                        response,
                        ApiKeyFilter.refusal("send Authorization: Bearer <API key>")))
                .accessDeniedHandler((request, response, _) ->
                    problems.write(
                        request,
                        response,
                        new Rejection(Code.FORBIDDEN, "the key's role does not include this"))))
        .authorizeHttpRequests(it ->
            it.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers("/actuator/health/**", "/v3/api-docs/**", "/v3/api-docs.yaml")
                .permitAll()
                .requestMatchers("/swagger-ui/**", "/swagger-ui.html")
                .permitAll()
                .requestMatchers(HttpMethod.GET, "/api/v1/**", "/actuator/prometheus")
                .hasAuthority(Right.READ.name())
                .requestMatchers(HttpMethod.HEAD, "/api/v1/**")
                .hasAuthority(Right.READ.name())
                .requestMatchers("/api/v1/credentials/**")
                .hasAuthority(Right.ADMINISTER.name())
                .requestMatchers("/api/v1/devices/*/waivers", "/api/v1/devices/*/waivers/**")
                .hasAuthority(Right.WAIVE.name())
                .requestMatchers("/api/v1/**")
                .hasAuthority(Right.OPERATE.name())
                .anyRequest()
                .authenticated())
        .build();
  }
}
