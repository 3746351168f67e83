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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a conversation that came to nothing means for a job. Only silence and distance are waited
/// out; a wrong password is never tried twice, since accounts lock.
final class Mishaps {
  static final String UNREAD = "unrecognised";

  private static final int MOST_LINES = 200;

  /// What the unit that is not active says: `C9500-stby>`, `This RP Node is not ready or active for
  /// login`.
  private static final Pattern STANDBY =
      Pattern.compile(
          "-stby|-standby|\\(standby\\)|standby console disabled|Node is not ready",
          Pattern.CASE_INSENSITIVE);

  private Mishaps() {}

  static StepResult meaning(Turn turn, DeviceException mishap) {
    return switch (mishap) {
      case Unreachable gone -> lookAgain(turn, gone);
      case Silent silent -> lookAgain(turn, silent);
      case HungUp gone -> lookAgain(turn, gone);
      case LoginRefused refused -> park(refused, "The device refused the login: ", List.of());
      case HostKeyChanged changed -> hostKeyChanged(turn, changed);
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

  /// While a unit reloads nobody answers, and it is looked at every 30 s; else a device that
  /// doesn't answer may be out of terminal lines, which a minute frees.
  private static Duration pause(Stage stage) {
    return switch (stage) {
      case ACTIVATING,
          WAITING_FOR_SSO,
          SOAKING,
          INSTALLING,
          ABORTING,
          COMMITTING,
          CLEARING,
          VERIFYING ->
          Duration.ofSeconds(30);
      case QUEUED,
          PRECHECKING,
          STAGING,
          ADDING,
          STAGED,
          NEEDS_OPERATOR,
          SUCCEEDED,
          ROLLED_BACK,
          FAILED,
          CANCELLED ->
          Duration.ofMinutes(1);
    };
  }

  /// In the middle of a switchover the management address may still be with the unit that is the
  /// standby now: it is left alone, and the active one awaited.
  private static StepResult unexpected(Turn turn, UnexpectedPrompt asked) {
    return rolesChange(turn.job().stage()) && STANDBY.matcher(asked.prompt()).find()
        ? lookAgain(turn, asked)
        : park(
            asked,
            "The device asked something that is not on the list, and got no answer: ",
            List.of(asked.prompt()));
  }

  private static boolean rolesChange(Stage stage) {
    return switch (stage) {
      case ACTIVATING, WAITING_FOR_SSO, INSTALLING, ABORTING -> true;
      case QUEUED,
          PRECHECKING,
          STAGING,
          ADDING,
          STAGED,
          SOAKING,
          COMMITTING,
          VERIFYING,
          CLEARING,
          NEEDS_OPERATOR,
          SUCCEEDED,
          ROLLED_BACK,
          FAILED,
          CANCELLED ->
          false;
    };
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
    return switch (turn.job().stage()) {
      case PRECHECKING ->
          StepResult.end(
              Signal.FAIL,
              new Outcome(
                  "precheck-unknown", what + said(unread), lines, Optional.empty(), List.of()));
      case QUEUED,
          STAGING,
          ADDING,
          STAGED,
          ACTIVATING,
          WAITING_FOR_SSO,
          SOAKING,
          COMMITTING,
          INSTALLING,
          VERIFYING,
          ABORTING,
          CLEARING,
          NEEDS_OPERATOR,
          SUCCEEDED,
          ROLLED_BACK,
          FAILED,
          CANCELLED ->
          park(unread, what, lines);
    };
  }

  private static StepResult notAuthorised(Turn turn, NotAuthorised refused) {
    return switch (turn.job().stage()) {
      case PRECHECKING, STAGING ->
          StepResult.end(
              Signal.FAIL,
              new Outcome(
                  refused.code(),
                  "The account may not run a command that is needed: " + said(refused),
                  List.of(said(refused)),
                  Optional.empty(),
                  List.of()));
      case QUEUED,
          ADDING,
          STAGED,
          ACTIVATING,
          WAITING_FOR_SSO,
          SOAKING,
          COMMITTING,
          INSTALLING,
          VERIFYING,
          ABORTING,
          CLEARING,
          NEEDS_OPERATOR,
          SUCCEEDED,
          ROLLED_BACK,
          FAILED,
          CANCELLED ->
          park(refused, "The account may not run a command that is needed: ", List.of());
    };
  }

  private static StepResult park(DeviceException mishap, String what, List<String> evidence) {
    return StepResult.park(
        mishap.code(), what + said(mishap), evidence.isEmpty() ? List.of(said(mishap)) : evidence);
  }

  private static String said(DeviceException mishap) {
    return String.valueOf(mishap.getMessage());
  }
}
