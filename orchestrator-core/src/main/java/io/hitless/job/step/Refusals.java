package io.hitless.job.step;

import io.hitless.device.Change;
import io.hitless.device.Refusal;
import io.hitless.job.Intent;
import io.hitless.job.Sent;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/// What a refusal means, alike for every command: wait and ask again, save and ask again, look what
/// is true, or give up. A refused command has changed nothing, save one that was done on one unit
/// only.
final class Refusals {
  /// Pauses of 1, 2, 4 and 8 min: a lock that stays for longer than 15 min does not go away by
  /// itself (Cisco's recovery guide for the Catalyst 9000).
  private static final int MOST_WAITS = 5;

  private static final String WAITS = "waits-";

  enum Reaction {
    WAIT,
    SAVE,
    LOOK,
    GIVE_UP
  }

  private Refusals() {}

  static Reaction to(Refusal reason) {
    return switch (reason) {
      case ENGINE_BUSY, STANDBY_NOT_READY -> Reaction.WAIT;
      case UNSAVED_CONFIGURATION -> Reaction.SAVE;
      case PARTIAL, ALREADY_ADDED -> Reaction.LOOK;
      case BUNDLE_MODE,
          NOT_ENOUGH_SPACE,
          SAME_IMAGE,
          NOT_IN_THIS_STATE,
          UPGRADE_IN_PROGRESS,
          NO_SUCH_FILE,
          NOT_AUTHORISED,
          UNKNOWN_COMMAND,
          FILE_EXISTS,
          FILE_SERVER_LOGIN,
          FILE_SERVER_UNREACHABLE,
          COPY_BROKEN,
          SCP_SERVER_OFF,
          OTHER ->
          Reaction.GIVE_UP;
    };
  }

  /// @param giveUp what the step does when the device means no
  static StepResult answer(
      Turn turn, Sent.Refused sent, Function<Sent.Refused, StepResult> giveUp) {
    Refusal reason = sent.reply().reason();
    Reaction reaction = to(reason);
    if (reaction != Reaction.LOOK) {
      turn.settle(sent.intent(), "refused: " + reason);
    } else if (sent.intent().kind() == Intent.Kind.ADD) {
      turn.settle(sent.intent(), Intent.ANSWERED);
    }
    if (reason == Refusal.ALREADY_ADDED) {
      turn.doneBySomebodyElse();
    }
    return switch (reaction) {
      case WAIT -> waits(turn, sent);
      case SAVE -> save(turn, sent, giveUp);
      case LOOK -> Ways.again(turn, "looking what is true after: " + sent.reply().words());
      case GIVE_UP -> giveUp.apply(sent);
    };
  }

  private static StepResult waits(Turn turn, Sent.Refused sent) {
    int waited = turn.count(WAITS + sent.intent().kind());
    if (waited >= MOST_WAITS) {
      turn.forget(WAITS + sent.intent().kind());
      return StepResult.park(
          code(sent.reply().reason()),
          "The device kept refusing '" + sent.intent().command() + "': " + sent.reply().words(),
          sent.reply().said());
    }
    return Ways.later(
        turn, Duration.ofMinutes(1L << (waited - 1)), "the device said: " + sent.reply().words());
  }

  /// Saves the configuration, by an intent of its own, and lets the step ask again; once.
  private static StepResult save(
      Turn turn, Sent.Refused refused, Function<Sent.Refused, StepResult> giveUp) {
    String counter = "saved-for-" + refused.intent().kind();
    if (turn.count(counter) > 1) {
      return giveUp.apply(refused);
    }
    Sent sent =
        turn.send(new Change.SaveConfiguration(), Duration.ofMinutes(3), Duration.ofMinutes(2));
    return switch (sent) {
      case Sent.HeldBack heldBack -> Ways.heldBack(heldBack.why());
      case Sent.Unclear unclear -> throw unclear.why();
      case Sent.Refused again -> {
        turn.settle(again.intent(), "refused: " + again.reply().reason());
        yield giveUp.apply(again);
      }
      case Sent.Accepted accepted -> {
        boolean saved = turn.session().configuration().value().saved();
        turn.settle(accepted.intent(), saved ? "done" : "not-done");
        yield saved
            ? Ways.again(turn, "the configuration is saved, asking again")
            : giveUp.apply(refused);
      }
    };
  }

  static String code(Refusal reason) {
    return reason == Refusal.OTHER
        ? "refused-by-device"
        : reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String sentence(Sent.Refused sent) {
    return "The device refused '" + sent.intent().command() + "': " + sent.reply().words();
  }
}
