package io.hitless.api.security;

import io.hitless.access.ApiKeys;
import io.hitless.access.Right;
import io.hitless.api.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Holds every request against what [Endpoints] declares. No session, no cookie, no cross-origin
/// caller.
@Configuration(proxyBeanMethods = false)
class AccessRules {
  /// What holds no data.
  private static final String[] OPEN = {
    "/actuator/health/**",
    "/v3/api-docs/**",
    "/v3/api-docs.yaml",
    "/swagger-ui/**",
    "/swagger-ui.html"
  };

  private static final String CONTENT_POLICY =
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
          + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  /// Swagger UI asks the provider, and nobody else, where to log in and for a token.
  private static String contentPolicy(Oidc oidc) {
    return oidc.issuer()
        .map(URI::create)
        .map(it ->
            CONTENT_POLICY
                + "; connect-src 'self' "
                + it.getScheme()
                + "://"
                + it.getRawAuthority())
        .orElse(CONTENT_POLICY);
  }

  @Bean
  Endpoints endpoints() {
    return Endpoints.read();
  }

  @Bean
  WebMvcConfigurer declaredEndpointsOnly(Endpoints endpoints, Sight sight) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new DeclaredOnly(endpoints)).order(-2);
        interceptors.addInterceptor(new OwnOnly(sight)).order(-1);
      }

      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerResolver());
      }
    };
  }

  @Bean
  SecurityFilterChain access(
      HttpSecurity http,
      Endpoints endpoints,
      ApiKeys keys,
      Oidc oidc,
      Provider.Configured provider,
      ProblemWriter problems,
      InstantSource clock) {
    return http.csrf(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(it ->
            it.contentSecurityPolicy(policy -> policy.policyDirectives(contentPolicy(oidc)))
                .referrerPolicy(policy -> {}))
        .addFilterBefore(
            new BearerFilter(keys, provider.tokens(), problems, clock),
            AnonymousAuthenticationFilter.class)
        .exceptionHandling(it ->
            it.authenticationEntryPoint((request, response, _) ->
                    problems.write(
                        request,
                        response,
                        BearerFilter.refusal("send Authorization: Bearer <API key or token>")))
                .accessDeniedHandler((request, response, _) ->
                    problems.write(
                        request,
                        response,
                        DeclaredOnly.refusal(endpoints.of(request), CurrentCaller.now()))))
        .authorizeHttpRequests(it ->
            it.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers(OPEN)
                .permitAll()
                .anyRequest()
                .access((who, asked) -> decide(endpoints, who, asked)))
        .build();
  }

  /// A path that is declared nowhere: of the API, it is nobody's endpoint, and the answer is that
  /// there is no such thing ([DeclaredOnly] sees to it); of the machinery, it is the
  /// administrators'.
  private static AuthorizationDecision decide(
      Endpoints endpoints,
      Supplier<? extends @Nullable Authentication> who,
      RequestAuthorizationContext asked) {
    HttpServletRequest request = asked.getRequest();
    boolean machinery = request.getServletPath().startsWith("/actuator");
    return new AuthorizationDecision(
        CurrentCaller.of(who.get())
            .filter(caller ->
                endpoints
                    .of(request)
                    .map(it -> it.open(caller))
                    .orElse(!machinery || caller.may(Right.ADMINISTER)))
            .isPresent());
  }
}
