package io.hitless.api.security;

import io.hitless.access.Caller;
import io.hitless.access.Right;
import io.hitless.access.Role;
import io.hitless.access.Scope;
import io.hitless.api.problem.Code;
import io.hitless.api.problem.Rejection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/// Makes callers of a provider's tokens (JWT). A token without a role that we know may do nothing.
final class Tokens {
  private static final int LONGEST = 8192;
  private static final String ANYWHERE = "*";

  /// Three parts, of which the first begins like a JSON object in base64.
  private static final Pattern FORM =
      Pattern.compile("eyJ[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*");

  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

  private final JwtDecoder decoder;
  private final Oidc oidc;

  Tokens(JwtDecoder decoder, Oidc oidc) {
    this.decoder = decoder;
    this.oidc = oidc;
  }

  static boolean looksLikeOne(String shown) {
    return FORM.matcher(shown).matches();
  }

  /// @throws Rejection `unauthenticated`; `unavailable` while the provider can't be asked
  Caller caller(String token) {
    if (token.length() > LONGEST) {
      throw BearerFilter.refusal("the token is too long");
    }
    try {
      return caller(decoder.decode(token));
    } catch (JwtValidationException refused) {
      String why =
          refused.getErrors().stream()
              .map(OAuth2Error::getDescription)
              .findFirst()
              .orElse("it does not count");
      throw BearerFilter.refusal("the token is not valid: " + why);
    } catch (BadJwtException _) {
      throw BearerFilter.refusal("the token is not valid: it is not signed by the provider");
    } catch (JwtException | JwtDecoderInitializationException unreachable) {
      LOG.warn("The provider of tokens can't be asked for its keys: {}", rootOf(unreachable));
      throw new Rejection(
              Code.UNAVAILABLE, "the provider of tokens can't be asked for its keys now")
          .withHeader("Retry-After", "10");
    }
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  private Caller caller(Jwt token) {
    Map<String, Object> claims = token.getClaims();
    String subject = Optional.ofNullable(token.getSubject()).orElse("");
    if (subject.isBlank()) {
      throw BearerFilter.refusal("the token is not valid: it names nobody");
    }
    String name =
        Claims.words(claims, oidc.nameClaim()).stream()
            .flatMap(Set::stream)
            .findFirst()
            .orElse(subject);
    Optional<Set<String>> sites = narrowed(claims, oidc.sitesClaim());
    Optional<Set<String>> tags = narrowed(claims, oidc.tagsClaim());
    // A claim that was to narrow and is missing must not widen.
    boolean known = sites.isPresent() && tags.isPresent();
    return new Caller(
        "token:" + token.getClaimAsString("iss") + "#" + subject,
        name,
        name,
        Caller.Kind.TOKEN,
        known ? rights(claims) : Set.of(),
        new Scope(sites.orElse(Set.of()), tags.orElse(Set.of())),
        Optional.ofNullable(token.getExpiresAt()));
  }

  private Set<Right> rights(Map<String, Object> claims) {
    Set<String> words = Claims.words(claims, oidc.rolesClaim()).orElse(Set.of());
    var rights = EnumSet.noneOf(Right.class);
    for (Role role : Role.values()) {
      if (!Collections.disjoint(oidc.wordsFor(role), words)) {
        rights.addAll(role.rights());
      }
    }
    return rights;
  }

  private static Optional<Set<String>> narrowed(Map<String, Object> claims, Optional<String> path) {
    if (path.isEmpty()) {
      return Optional.of(Set.of());
    }
    return Claims.words(claims, path.get())
        .filter(words -> !words.isEmpty())
        .map(words -> words.contains(ANYWHERE) ? Set.of() : words);
  }
}
