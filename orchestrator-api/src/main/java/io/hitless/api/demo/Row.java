package io.hitless.api.demo;

import java.time.Duration;
import java.util.List;

/// One upgrade as the terminal shows it.
///
/// @param state published word of the job's state
/// @param percent done, 0 to 100
/// @param inState how long the job has been in it
/// @param units `1 16.9.2`, `2 16.12.4`: what the service last read of both
/// @param terminal nothing will change any more
/// @param note outcome or what is waited for, may be empty
record Row(
    String device,
    String model,
    String state,
    int percent,
    Duration inState,
    List<String> units,
    boolean terminal,
    String note) {
  /// Nothing more happens without a person.
  boolean settled() {
    return terminal || state.equals("NEEDS_OPERATOR");
  }
}
