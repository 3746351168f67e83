package io.hitless.api.job;

import io.hitless.api.body.Form;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;
import io.hitless.job.Stage;
import java.util.Optional;

/// What an operator asks of a job.
///
/// @param scope for `clear` only
/// @param as for `resolve` only
record ActionForm(
    @Is(Grammar.SENTENCE) String reason, Optional<Scope> scope, Optional<Resolution> as)
    implements Form {
  /// `INSTALL_STATE` is the disruptive `clear install state`.
  enum Scope {
    INACTIVE,
    INSTALL_STATE
  }

  /// How it ended, as a human says who repaired the device.
  enum Resolution {
    SUCCEEDED,
    ROLLED_BACK,
    FAILED;

    Stage stage() {
      return switch (this) {
        case SUCCEEDED -> Stage.SUCCEEDED;
        case ROLLED_BACK -> Stage.ROLLED_BACK;
        case FAILED -> Stage.FAILED;
      };
    }
  }
}
