package io.hitless.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hitless.api.problem.Code;
import io.hitless.api.problem.Rejection;
import io.hitless.api.testing.Issuer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A provider that isn't there yet.
class UnreachableProviderTest {
  @TempDir Path folder;

  @Test
  void while_it_is_down_its_tokens_wait_and_once_it_is_up_they_count() throws Exception {
    var oidc =
        new Oidc(
            Optional.of(Issuer.URL),
            "hitless",
            "realm_access.roles",
            Map.of(),
            "preferred_username",
            Optional.empty(),
            Optional.empty(),
            "hitless",
            Duration.ofSeconds(5));
    Tokens tokens = new Provider().configuredProvider(oidc).tokens().orElseThrow();
    String token;
    try (Issuer issuer = Issuer.start(folder)) {
      token = issuer.token("operator");
    }

    Rejection down = catchThrowableOfType(Rejection.class, () -> tokens.caller(token));
    assertThat(down.code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(down.headers()).containsKey("Retry-After");

    try (Issuer _ = Issuer.start(folder)) {
      var caller = tokens.caller(token);
      assertThat(caller.person()).isEqualTo("operator");
      assertThat(caller.id()).isEqualTo("token:" + Issuer.URL + "#operator");
      assertThat(caller.rights()).isEqualTo(io.hitless.access.Role.OPERATOR.rights());
    }
    // Its keys are known now: it may go again.
    assertThat(tokens.caller(token).name()).isEqualTo("operator");
  }
}
