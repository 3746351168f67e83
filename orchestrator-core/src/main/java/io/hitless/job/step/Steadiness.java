package io.hitless.job.step;

import io.hitless.device.facts.Redundancy;
import io.hitless.device.facts.Redundancy.Processor;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import java.time.Duration;
import java.util.Optional;

/// Gives a hot standby the time to prove itself before anything rests on it: a unit that crashes
/// again and again is hot in between. Where the device does not say for how long it has been hot,
/// it is watched for as long.
final class Steadiness {
  private static final String WATCHED = "standby-watched";

  /// Looks in a row, one every 30 s: 18 min at least.
  private static final int MOST_LOOKS = 40;

  private final Duration steadyFor;

  /// @param steadyFor on the device's clock
  Steadiness(Duration steadyFor) {
    this.steadyFor = steadyFor;
  }

  /// What to wait for; absent once the standby is to be believed.
  Optional<StepResult> awaited(Turn turn, Redundancy redundancy) {
    Optional<Duration> up = hotFor(redundancy);
    if (up.isPresent()) {
      Duration rest = steadyFor.minus(up.get());
      return rest.isPositive()
          ? Optional.of(
              Ways.later(
                  turn,
                  rest,
                  "the standby has been hot for %d min only, and is to be so for %d"
                      .formatted(up.get().toMinutes(), steadyFor.toMinutes())))
          : Optional.empty();
    }
    return turn.count(WATCHED) <= MOST_LOOKS
        ? Optional.of(
            Ways.later(
                turn,
                Ways.WHILE_RELOADING,
                "watching the standby, since the device does not say for how long it has been hot"))
        : Optional.empty();
  }

  /// Whether the device itself says that its standby came up a short while ago.
  boolean young(Redundancy redundancy) {
    return hotFor(redundancy).map(up -> up.compareTo(steadyFor) < 0).orElse(false);
  }

  /// It is believed, or it has to begin anew.
  static void forget(Turn turn) {
    turn.forget(WATCHED);
  }

  private static Optional<Duration> hotFor(Redundancy redundancy) {
    return redundancy.peer().flatMap(Processor::uptime);
  }
}
