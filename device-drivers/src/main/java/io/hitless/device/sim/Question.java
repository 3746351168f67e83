package io.hitless.device.sim;

import java.util.function.Consumer;

/// Something a command asks before it goes on.
///
/// @param prompt printed as it is, without a line end
/// @param kind how the answer is read
/// @param abandoned what happens when the session dies unanswered
record Question(String prompt, Kind kind, Consumer<String> answered, Runnable abandoned) {
  /// How an answer is typed.
  enum Kind {
    /// A line.
    LINE,
    /// One key; a line end right behind it is swallowed.
    KEY,
    /// A line that is not echoed: the enable secret.
    ENABLE_SECRET,
    /// A line that is not echoed: someone else's password.
    OTHER_SECRET
  }

  static Question line(String prompt, Consumer<String> answered) {
    return new Question(prompt, Kind.LINE, answered, () -> {});
  }

  static Question key(String prompt, Consumer<String> answered) {
    return new Question(prompt, Kind.KEY, answered, () -> {});
  }
}
