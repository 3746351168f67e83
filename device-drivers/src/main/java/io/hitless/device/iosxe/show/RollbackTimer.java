package io.hitless.device.iosxe.show;

import io.hitless.device.facts.AutoAbort;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The forms in which `Auto abort timer:` is printed, which differ between commands.
final class RollbackTimer {
  private static final Pattern CLOCK = Pattern.compile("(\\d{1,3}):([0-5]\\d):([0-5]\\d)");
  private static final Pattern IN_STATE =
      Pattern.compile("automatic(?:, remaining time before rollback: (?<left>[\\d:]+))?");
  private static final Pattern IN_SUMMARY =
      Pattern.compile("active(?: on \\w+)?(?:\\s*, time before rollback - (?<left>[\\d:]+))?");

  private RollbackTimer() {}

  /// As `show issu state detail` has it.
  static AutoAbort inIssuState(Printed printed, String text) {
    return read(printed, text, IN_STATE);
  }

  /// As `show install summary` has it.
  static AutoAbort inSummary(Printed printed, String text) {
    return read(printed, text, IN_SUMMARY);
  }

  private static AutoAbort read(Printed printed, String text, Pattern form) {
    if (text.equals("inactive")) {
      return new AutoAbort.Inactive();
    }
    Matcher timer = form.matcher(text);
    if (!timer.matches()) {
      throw printed.refused("'Auto abort timer' is not understood: " + text);
    }
    if (timer.group("left") == null) {
      return new AutoAbort.RunningUntimed();
    }
    Matcher clock = CLOCK.matcher(timer.group("left"));
    if (!clock.matches()) {
      throw printed.refused("'Auto abort timer' is not understood: " + text);
    }
    return new AutoAbort.Running(
        Duration.ofHours(Long.parseLong(clock.group(1)))
            .plusMinutes(Long.parseLong(clock.group(2)))
            .plusSeconds(Long.parseLong(clock.group(3))));
  }
}
