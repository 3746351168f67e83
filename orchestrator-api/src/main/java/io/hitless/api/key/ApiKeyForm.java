package io.hitless.api.key;

import io.hitless.access.Right;
import io.hitless.access.Role;
import io.hitless.access.Scope;
import io.hitless.api.body.AtMost;
import io.hitless.api.body.Form;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;
import io.hitless.api.problem.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A key as somebody asks for it.
///
/// @param owner who answers for it; whoever asks, when left out
/// @param rights of the role's rights only these; all of them, when left out
/// @param scopes whose devices; all of them, when left out
record ApiKeyForm(
    @Is(Grammar.NAME) String name,
    Optional<@Is(Grammar.SENTENCE) String> owner,
    Role role,
    @AtMost(50) Set<Right> rights,
    Optional<ApiKeyScopes> scopes,
    Optional<Instant> expiresAt,
    Optional<@Is(Grammar.SENTENCE) String> reason)
    implements Form {

  /// Devices at one of the sites that have one of the tags; what is empty doesn't narrow.
  record ApiKeyScopes(
      @AtMost(500) Set<@Is(Grammar.LABEL) String> sites,
      @AtMost(500) Set<@Is(Grammar.LABEL) String> tags) {}

  Scope scope() {
    return scopes.map(it -> new Scope(it.sites(), it.tags())).orElse(Scope.EVERYTHING);
  }

  Set<Right> effective() {
    return rights.isEmpty() ? role.rights() : rights;
  }

  @Override
  public List<Violation> contradictions() {
    return role.rights().containsAll(rights)
        ? List.of()
        : List.of(
            new Violation(
                "/rights",
                "contradiction",
                "must be among those of the role: " + role.rights().stream().sorted().toList()));
  }
}
