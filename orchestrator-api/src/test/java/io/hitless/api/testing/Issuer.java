package io.hitless.api.testing;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.ContextLoaderListener;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;
import tools.jackson.databind.json.JsonMapper;

/// A real authorization server: Spring's, on a port of its own. Every service of the tests is told
/// of it, and it is up only while somebody has started it.
public final class Issuer implements AutoCloseable {
  private static final int PORT = freePort();

  public static final String URL = "http://127.0.0.1:" + PORT;

  private static final RSAKey KEY = rsa("of-the-house");

  /// What a token says that is asked for by a client of this name.
  private static final Map<String, Consumer<JwtClaimsSet.Builder>> CLIENTS =
      Map.of(
          "operator", it -> roles(it, "OPERATOR"),
          "admin", it -> roles(it, "network-admins"),
          "stranger-to-roles", it -> roles(it, "gardener"),
          "scoped", it -> roles(it, "OPERATOR").claim("sites", List.of("FRA-TOKEN")),
          "unscoped", it -> roles(it, "ADMIN", "network-admins").claims(all -> all.remove("sites")),
          "for-somebody-else", it -> roles(it, "OPERATOR").audience(List.of("elsewhere")),
          "from-somebody-else", it -> roles(it, "OPERATOR").issuer("https://elsewhere.example"),
          "too-late",
              it ->
                  roles(it, "OPERATOR")
                      .issuedAt(Instant.parse("2020-01-01T00:00:00Z"))
                      .notBefore(Instant.parse("2020-01-01T00:00:00Z"))
                      .expiresAt(Instant.parse("2020-01-01T01:00:00Z")),
          "endless", it -> roles(it, "OPERATOR").claims(all -> all.remove("exp")));

  private final Tomcat server = new Tomcat();

  private static JwtClaimsSet.Builder roles(JwtClaimsSet.Builder claims, String... roles) {
    return claims.claim("realm_access", Map.of("roles", List.of(roles)));
  }

  private static String secret(String client) {
    return "secret-of-" + client;
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  /// A key pair called `id`.
  public static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (com.nimbusds.jose.JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// The public half of what it signs with.
  public static RSAKey publicKey() {
    return KEY.toPublicJWK();
  }

  private Issuer() {}

  /// Starts it.
  public static Issuer start(Path folder) throws Exception {
    var issuer = new Issuer();
    var spring = new AnnotationConfigWebApplicationContext();
    spring.register(Server.class);
    issuer.server.setBaseDir(folder.toString());
    issuer.server.setPort(PORT);
    issuer.server.getConnector().setProperty("address", "127.0.0.1");
    Context web = issuer.server.addContext("", folder.toString());
    web.addServletContainerInitializer(
        (_, servlets) -> {
          servlets.addListener(new ContextLoaderListener(spring));
          servlets
              .addFilter("security", new DelegatingFilterProxy("springSecurityFilterChain", spring))
              .addMappingForUrlPatterns(null, false, "/*");
        },
        Set.of());
    Tomcat.addServlet(web, "nothing", new HttpServlet() {}).addMapping("/");
    issuer.server.start();
    return issuer;
  }

  /// A token for the client of this name, asked for over HTTP.
  public String token(String client) throws Exception {
    String login =
        Base64.getEncoder()
            .encodeToString((client + ":" + secret(client)).getBytes(StandardCharsets.UTF_8));
    var request =
        HttpRequest.newBuilder(URI.create(URL + "/oauth2/token"))
            .header("Authorization", "Basic " + login)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(answer.statusCode() + " " + answer.body());
      }
      return JsonMapper.shared().readTree(answer.body()).at("/access_token").asString();
    }
  }

  @Override
  public void close() throws LifecycleException {
    server.stop();
    server.destroy();
  }

  /// What Spring needs to know. Not found by the scan of the service.
  @EnableWebSecurity
  static class Server {
    @Bean
    SecurityFilterChain chain(HttpSecurity http) {
      return http.oauth2AuthorizationServer(it -> {})
          .authorizeHttpRequests(it -> it.anyRequest().authenticated())
          .build();
    }

    @Bean
    RegisteredClientRepository clients() {
      return new InMemoryRegisteredClientRepository(
          CLIENTS.keySet().stream()
              .map(name ->
                  RegisteredClient.withId(name)
                      .clientId(name)
                      .clientSecret("{noop}" + secret(name))
                      .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                      .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                      .build())
              .toArray(RegisteredClient[]::new));
    }

    @Bean
    JWKSource<SecurityContext> keys() {
      return new ImmutableJWKSet<>(new JWKSet(KEY));
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims() {
      return context -> {
        JwtClaimsSet.Builder claims = context.getClaims();
        claims.audience(List.of("hitless")).claim("sites", "*");
        CLIENTS.get(context.getRegisteredClient().getClientId()).accept(claims);
      };
    }

    @Bean
    AuthorizationServerSettings settings() {
      return AuthorizationServerSettings.builder().issuer(URL).build();
    }
  }

  /// The part of a token: 0 the header, 1 the claims, 2 the signature.
  public static String part(String token, int which) {
    return Arrays.asList(token.split("\\.", -1)).get(which);
  }
}
