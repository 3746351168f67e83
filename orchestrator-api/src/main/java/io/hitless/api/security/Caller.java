package io.hitless.api.security;

import io.hitless.access.ApiKey;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/// Who showed a valid key. Its name is what orders and events say they were asked by.
final class Caller extends AbstractAuthenticationToken {
  private final transient ApiKey key;

  Caller(ApiKey key) {
    super(
        Right.of(key.role()).stream()
            .map(right -> new SimpleGrantedAuthority(right.name()))
            .toList());
    this.key = key;
    setAuthenticated(true);
  }

  /// The key's text is not kept.
  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return key.id();
  }

  @Override
  public String getName() {
    return key.name();
  }
}
