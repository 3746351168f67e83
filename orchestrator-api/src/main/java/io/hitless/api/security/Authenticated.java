package io.hitless.api.security;

import io.hitless.access.Caller;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/// A [Caller] who showed what they had to, as Spring Security has it. Nothing that they showed is
/// kept.
final class Authenticated extends AbstractAuthenticationToken {
  private final transient Caller caller;

  Authenticated(Caller caller) {
    super(authorities(caller));
    this.caller = caller;
    setAuthenticated(true);
  }

  private static List<SimpleGrantedAuthority> authorities(Caller caller) {
    return caller.rights().stream().map(it -> new SimpleGrantedAuthority(it.name())).toList();
  }

  Caller caller() {
    return caller;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return caller;
  }

  @Override
  public String getName() {
    return caller.name();
  }
}
