package io.hitless.job;

import io.hitless.device.DeviceException;
import java.util.List;

/// What a job does in one stage: looks, acts at most once, looks again, and says what is true.
/// Taking it twice does no more than taking it once, and it needs nothing that was in memory.
public interface StageStep {

  /// @throws DeviceException when the device gave no answer; the turn decides what that means
  StepResult take(Turn turn);

  /// The stage's deadline has passed, and the device still is not where the stage wants it.
  ///
  /// @param waited what the step said when it was asked last
  /// @param readable whether the device could be read just now
  default StepResult overdue(Turn turn, String waited, boolean readable) {
    return readable
        ? StepResult.park(
            "deadline-passed",
            turn.job().stage() + " took longer than it may: " + waited,
            turn.seenLines())
        : StepResult.park(
            "device-unreachable",
            "The device could not be read until the deadline of "
                + turn.job().stage()
                + ": "
                + waited,
            turn.seenLines().isEmpty() ? List.of(waited) : turn.seenLines());
  }
}
