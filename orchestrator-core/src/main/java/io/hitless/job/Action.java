package io.hitless.job;

import java.util.Locale;
import java.util.Optional;

/// What an operator may ask of a job. The words in the API are the names in kebab-case.
public enum Action {
  CANCEL,
  COMMIT,
  ABORT,
  CLEAR,
  RETRY,
  RESOLVE,
  TAKE_OVER,
  HAND_BACK,
  /// A second person's yes to what the job waits to do,
  APPROVE,
  /// … or no,
  DENY,
  /// … or an emergency that does without.
  BREAK_GLASS;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Action> ofWord(String word) {
    for (Action action : values()) {
      if (action.word().equals(word)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }
}
