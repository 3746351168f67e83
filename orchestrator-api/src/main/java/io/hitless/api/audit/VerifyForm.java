package io.hitless.api.audit;

import io.hitless.api.body.Between;
import io.hitless.api.body.Form;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;
import io.hitless.audit.Hash;
import io.hitless.audit.Mark;
import java.util.Optional;

/// How the log is to be verified.
///
/// @param anchor a place in the chain that was kept elsewhere, and must still lie on it
record VerifyForm(Optional<Anchor> anchor) implements Form {

  /// As an earlier verification or an export told it.
  record Anchor(@Between(min = 0, max = Long.MAX_VALUE) long id, @Is(Grammar.SHA256) String hash)
      implements Form {
    Mark mark() {
      return new Mark(id, Hash.parse(hash));
    }
  }
}
