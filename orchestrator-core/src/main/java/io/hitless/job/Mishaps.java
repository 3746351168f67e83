package io.hitless.job;

import io.hitless.device.DeviceException;
import io.hitless.device.DeviceException.HostKeyChanged;
import io.hitless.device.DeviceException.HungUp;
import io.hitless.device.DeviceException.LoginRefused;
import io.hitless.device.DeviceException.NotAuthorised;
import io.hitless.device.DeviceException.Silent;
import io.hitless.device.DeviceException.UnexpectedPrompt;
import io.hitless.device.DeviceException.Unreachable;
import io.hitless.device.DeviceException.UnrecognisedOutput;
import io.hitless.event.Event;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a conversation that came to nothing means for a job. Only silence, distance and a busy
/// engine are waited out; a wrong password is never tried twice, since accounts lock.
final class Mishaps {
  static final String UNREAD = "unrecognised";
  static final String BUSY = "engine-busy";

  /// An add takes 6 min with its post-check, a commit as long, an activation 17: half an hour and
  /// more.
  private static final int MOST_BUSY_LOOKS = 60;

  private static final int MOST_LINES = 200;

  /// While a unit reloads nobody answers.
  private static final Set<Stage> UNITS_RELOAD =
      EnumSet.of(
          Stage.ACTIVATING,
          Stage.WAITING_FOR_SSO,
          Stage.SOAKING,
          Stage.INSTALLING,
          Stage.ABORTING,
          Stage.COMMITTING,
          Stage.CLEARING,
          Stage.VERIFYING);

  /// The management address may still be with the unit that is the standby now.
  private static final Set<Stage> ROLES_CHANGE =
      EnumSet.of(Stage.ACTIVATING, Stage.WAITING_FOR_SSO, Stage.INSTALLING, Stage.ABORTING);

  private Mishaps() {}

  static StepResult meaning(Turn turn, DeviceException mishap) {
    return switch (mishap) {
      case Unreachable gone -> lookAgain(turn, gone);
      case Silent silent -> lookAgain(turn, silent);
      case HungUp gone -> lookAgain(turn, gone);
      case LoginRefused refused -> park(refused, "The device refused the login: ", List.of());
      case HostKeyChanged changed -> hostKeyChanged(turn, changed);
      case UnrecognisedOutput busy when busy.busy() -> busy(turn, busy);
      case UnrecognisedOutput unread -> unread(turn, unread);
      case UnexpectedPrompt asked -> unexpected(turn, asked);
      case NotAuthorised refused -> notAuthorised(turn, refused);
    };
  }

  private static StepResult lookAgain(Turn turn, DeviceException mishap) {
    return new StepResult.NotYet(
        Optional.of(turn.pace().poll(turn.now(), pause(turn.job().stage()))),
        Set.of(WaitingFor.DEVICE),
        said(mishap));
  }

  /// Every 30 s while a unit reloads; else a device that doesn't answer may be out of terminal
  /// lines, which a minute frees.
  private static Duration pause(Stage stage) {
    return UNITS_RELOAD.contains(stage) ? Duration.ofSeconds(30) : Duration.ofMinutes(1);
  }

  /// In the middle of a switchover the standby is left alone, and the active unit awaited.
  private static StepResult unexpected(Turn turn, UnexpectedPrompt asked) {
    return asked.standby() && ROLES_CHANGE.contains(turn.job().stage())
        ? lookAgain(turn, asked)
        : park(
            asked,
            "The device asked something that is not on the list, and got no answer: ",
            List.of(asked.prompt()));
  }

  private static StepResult hostKeyChanged(Turn turn, HostKeyChanged changed) {
    turn.note(
        new Event.DeviceNote(
            Event.DeviceNote.HOST_KEY_CHANGED,
            turn.order().device(),
            Optional.of(turn.job().id().value()),
            Map.of("offered", changed.offered(), "pinned", List.copyOf(changed.pinned()))));
    return park(changed, "The device shows another host key than the pinned ones: ", List.of());
  }

  /// Half an answer may come of a line that was cut; the same again is a dialect that we don't
  /// know.
  private static StepResult unread(Turn turn, UnrecognisedOutput unread) {
    if (turn.count(UNREAD) < 2) {
      return new StepResult.NotYet(
          Optional.of(turn.pace().poll(turn.now(), Duration.ofSeconds(5))),
          Set.of(WaitingFor.DEVICE),
          "reading once more: " + said(unread));
    }
    List<String> lines = unread.output().lines().limit(MOST_LINES).toList();
    String what = "An answer of the device is in no form that we know: ";
    return turn.job().stage() == Stage.PRECHECKING
        ? failed("precheck-unknown", what + said(unread), lines)
        : park(unread, what, lines);
  }

  /// The device is at something, perhaps at our own command: what becomes of it, it says later.
  private static StepResult busy(Turn turn, UnrecognisedOutput busy) {
    return turn.count(BUSY) <= MOST_BUSY_LOOKS
        ? lookAgain(turn, busy)
        : StepResult.park(
            "engine-busy",
            "The device keeps saying that its install engine is busy: " + said(busy),
            busy.output().lines().limit(MOST_LINES).toList());
  }

  private static StepResult notAuthorised(Turn turn, NotAuthorised refused) {
    String what = "The account may not run a command that is needed: ";
    Stage stage = turn.job().stage();
    return stage == Stage.PRECHECKING || stage == Stage.STAGING
        ? failed(refused.code(), what + said(refused), List.of(said(refused)))
        : park(refused, what, List.of());
  }

  private static StepResult failed(String code, String summary, List<String> evidence) {
    return StepResult.end(
        Signal.FAIL, new Outcome(code, summary, evidence, Optional.empty(), List.of()));
  }

  private static StepResult park(DeviceException mishap, String what, List<String> evidence) {
    return StepResult.park(
        mishap.code(), what + said(mishap), evidence.isEmpty() ? List.of(said(mishap)) : evidence);
  }

  private static String said(DeviceException mishap) {
    return String.valueOf(mishap.getMessage());
  }
}
