package io.hitless.api.key;

import io.hitless.access.ApiKey;
import io.hitless.access.Caller;
import io.hitless.access.Right;
import io.hitless.access.Scope;
import io.hitless.api.problem.Code;
import io.hitless.api.problem.Rejection;
import io.hitless.api.problem.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Nobody gives away more than they have: no right, no device, and, with a key that ends, no time
/// beyond.
final class Grants {
  private Grants() {}

  static void check(Caller caller, ApiKeyForm form, Instant now) {
    form.expiresAt()
        .filter(end -> !now.isBefore(end))
        .ifPresent(_ -> {
          throw Rejection.invalid(
              List.of(new Violation("/expiresAt", "out-of-range", "must be in the future")));
        });
    rights(caller, form.effective());
    if (!caller.scope().includes(form.scope())) {
      throw no("a scope within yours is all that you can give: " + words(caller.scope()));
    }
    caller
        .until()
        .filter(_ -> caller.kind() == Caller.Kind.API_KEY)
        .filter(end -> form.expiresAt().map(end::isBefore).orElse(true))
        .ifPresent(end -> {
          throw no("your key ends at " + end + ", so expiresAt must not be later");
        });
  }

  /// Whoever is shown the text of a key may do all that it may.
  static void check(Caller caller, ApiKey rotated) {
    rights(caller, rotated.rights());
  }

  private static void rights(Caller caller, Set<Right> given) {
    List<Right> missing = given.stream().filter(it -> !caller.may(it)).sorted().toList();
    if (!missing.isEmpty()) {
      throw no("you can't give what you don't have: " + missing);
    }
  }

  static Optional<ApiKey> visible(Caller caller, Optional<ApiKey> key) {
    return key.filter(it -> caller.scope().includes(it.scope()));
  }

  private static String words(Scope scope) {
    return "sites "
        + scope.sites().stream().sorted().toList()
        + ", tags "
        + scope.tags().stream().sorted().toList();
  }

  private static Rejection no(String why) {
    return new Rejection(Code.FORBIDDEN, why);
  }
}
