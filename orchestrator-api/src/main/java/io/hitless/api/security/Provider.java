package io.hitless.api.security;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestTemplate;

/// How the tokens of the configured provider are held against its keys. The provider is asked when
/// the first token comes, and again when that failed: a provider that is down keeps nobody with an
/// API key out, and not the service from starting.
@Configuration(proxyBeanMethods = false)
class Provider {
  /// Nothing but signatures by a private key: no `none`, and no secret that we would share.
  private static final List<SignatureAlgorithm> SIGNED =
      List.of(
          SignatureAlgorithm.RS256,
          SignatureAlgorithm.RS384,
          SignatureAlgorithm.RS512,
          SignatureAlgorithm.PS256,
          SignatureAlgorithm.PS384,
          SignatureAlgorithm.PS512,
          SignatureAlgorithm.ES256,
          SignatureAlgorithm.ES384,
          SignatureAlgorithm.ES512);

  /// Holds the tokens of a provider, if one is configured.
  record Configured(Optional<Tokens> tokens) {}

  @Bean
  Configured configuredProvider(Oidc oidc) {
    return new Configured(
        oidc.issuer()
            .map(issuer -> new Tokens(new SupplierJwtDecoder(() -> decoder(issuer, oidc)), oidc)));
  }

  private static JwtDecoder decoder(String issuer, Oidc oidc) {
    var decoder =
        NimbusJwtDecoder.withIssuerLocation(issuer)
            .restOperations(patient(oidc.timeout()))
            .jwsAlgorithms(algorithms -> algorithms.addAll(SIGNED))
            .build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            JwtValidators.createDefaultWithIssuer(issuer),
            claim("it does not end", token -> token.getExpiresAt() != null),
            claim(
                "it is not for " + oidc.audience(),
                token ->
                    token.getAudience() != null && token.getAudience().contains(oidc.audience()))));
    return decoder;
  }

  private static RestTemplate patient(Duration timeout) {
    var requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(timeout);
    requests.setReadTimeout(timeout);
    return new RestTemplate(requests);
  }

  private static OAuth2TokenValidator<Jwt> claim(
      String otherwise, java.util.function.Predicate<Jwt> holds) {
    var error = new OAuth2Error("invalid_token", otherwise, null);
    return token ->
        holds.test(token)
            ? OAuth2TokenValidatorResult.success()
            : OAuth2TokenValidatorResult.failure(error);
  }
}
