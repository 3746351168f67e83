package io.hitless.job.step;

import io.hitless.device.facts.Software;
import io.hitless.job.Look;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/// Whether what answers after a reload is the device that was upgraded. Its host key was one of the
/// pinned ones, or no session would have come about; its name and at least one serial number must
/// be those of before. A chassis may print the serial number of whichever supervisor answers: there
/// the pinned key stands in for the number.
final class SameDevice {
  private SameDevice() {}

  /// What to do when it isn't; absent when it is. Remembers the key it showed.
  static Optional<StepResult> stranger(Turn turn, Look look) {
    Software software = look.software().value();
    boolean sameName = turn.memory().hostname().map(software.hostname()::equals).orElse(true);
    boolean sameSerial =
        turn.memory().serials().isEmpty()
            || !Collections.disjoint(turn.memory().serials(), software.serials())
            || software.units().isEmpty();
    if (!sameName || !sameSerial) {
      return Optional.of(
          StepResult.park(
              "another-device",
              "What answers now is "
                  + software.hostname()
                  + " with serials "
                  + software.serials()
                  + "; the upgrade began on "
                  + turn.memory().hostname().orElse("?")
                  + " with "
                  + turn.memory().serials()
                  + ".",
              look.software().evidence()));
    }
    Set<String> keys = turn.hostKeys();
    turn.remember(memory -> memory.hostKeys = keys);
    return Optional.empty();
  }
}
