package io.hitless.job;

import java.util.List;
import java.util.Optional;

/// Remembers that an upgrade is going back, by whom, and what went wrong first.
public final class RollBack {
  private RollBack() {}

  /// @param by our abort, or the device's own timer
  public static void remember(Turn turn, Outcome.RolledBackBy by) {
    Outcome first =
        turn.memory()
            .failure()
            .orElseGet(() ->
                new Outcome(
                    "device-rolled-back",
                    "The device went back to the old release by itself.",
                    turn.seenLines(),
                    Optional.empty(),
                    List.of()));
    turn.remember(memory -> {
      memory.clearingFor = Optional.of(Stage.ROLLED_BACK);
      memory.failure =
          Optional.of(
              new Outcome(
                  first.code(), first.summary(), first.evidence(), Optional.of(by), List.of()));
    });
  }
}
