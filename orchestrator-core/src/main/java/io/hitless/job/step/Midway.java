package io.hitless.job.step;

import io.hitless.inventory.DeviceFacts;
import io.hitless.job.Look;
import io.hitless.job.Turn;
import io.hitless.readiness.FactsReader;
import java.util.Optional;

/// Keeps the inventory true while an upgrade goes on: who is active, and what each unit runs. Asks
/// the device nothing beyond what the turn has read anyway, and writes only what changed.
final class Midway {
  private Midway() {}

  static void learn(Turn turn, Look look) {
    Optional<DeviceFacts> before = turn.known();
    if (before.isEmpty()) {
      return;
    }
    DeviceFacts now =
        FactsReader.midway(
            before.get(),
            look.software().value(),
            look.redundancy().value(),
            look.install().value(),
            turn.now());
    if (!now.units().equals(before.get().units())) {
      turn.learned(now);
    }
  }
}
