package io.hitless.api.security;

import io.hitless.access.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The provider whose tokens count (`hitless.oidc.*`); none unless its issuer is given.
///
/// @param issuer what tokens say they are from, and where the provider's keys are found
/// @param audience what tokens must say they are for
/// @param rolesClaim where a token says its roles; a dot leads into an object
///   (`realm_access.roles`)
/// @param roles which words of the provider mean which role; a role that isn't listed is called by
///   its own name
/// @param nameClaim who the bearer is, for people
/// @param sitesClaim where a token says which sites it is for (`*`: all); none: all of them
/// @param tagsClaim the same for tags
/// @param clientId what Swagger UI logs in as
/// @param timeout for each question to the provider
@ConfigurationProperties("hitless.oidc")
public record Oidc(
    Optional<String> issuer,
    @DefaultValue("hitless") String audience,
    @DefaultValue("roles") String rolesClaim,
    @DefaultValue Map<Role, Set<String>> roles,
    @DefaultValue("preferred_username") String nameClaim,
    Optional<String> sitesClaim,
    Optional<String> tagsClaim,
    @DefaultValue("hitless") String clientId,
    @DefaultValue("PT5S") Duration timeout) {
  public Oidc {
    issuer = issuer.filter(text -> !text.isBlank());
    sitesClaim = sitesClaim.filter(text -> !text.isBlank());
    tagsClaim = tagsClaim.filter(text -> !text.isBlank());
    roles = Map.copyOf(roles);
  }

  Set<String> wordsFor(Role role) {
    return roles.getOrDefault(role, Set.of(role.name()));
  }
}
