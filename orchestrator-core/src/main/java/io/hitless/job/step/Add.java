package io.hitless.job.step;

import io.hitless.device.Change;
import io.hitless.device.Refusal;
import io.hitless.image.Image;
import io.hitless.job.Intent;
import io.hitless.job.JobOrder.OnFailure;
import io.hitless.job.Judgement;
import io.hitless.job.Sent;
import io.hitless.job.Signal;
import io.hitless.job.Situation;
import io.hitless.job.Stage;
import io.hitless.job.StageStep;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Unpacks the image on both units: `install add`, 4 to 5 min. Traffic is not touched, and it can
/// be taken back by removing what is inactive. It counts as done when the install database lists
/// the target on both units, whatever was printed; save that an add of which the device itself says
/// that it failed on one unit is never built upon.
final class Add implements StageStep {
  private static final int MOST = 2;

  /// As a look settles it that finds the target on one unit only.
  private static final String PARTIAL = "partial";

  @Override
  public StepResult take(Turn turn) {
    if (turn.image().status() == Image.Status.RECALLED) {
      return Ways.giveUp(
          turn, "image-recalled", "The image was recalled meanwhile.", turn.seenLines());
    }
    Judgement judged = turn.judge();
    if (cancelled(turn) && over(judged)) {
      turn.settle(judged);
      return StepResult.go(Signal.CLEAR, "cancelled while the device was adding");
    }
    if (over(judged) && saidToBePartial(judged)) {
      return partial(turn, judged, List.of());
    }
    return switch (judged.verdict()) {
      case GO_ON -> begin(turn, judged);
      case DONE -> {
        turn.settle(judged);
        yield judged.lastIs(Intent.Kind.ADD)
            ? StepResult.go(Signal.ADDED, "the target is listed on both units")
            : turn.stop(judged);
      }
      case RUNNING, STARTING -> Ways.later(turn, Ways.NEAR_THE_END, "the device is adding");
      case NOT_DONE -> {
        turn.settle(judged);
        yield turn.sentBefore(Intent.Kind.ADD) < MOST
            ? send(turn)
            : Ways.giveUp(
                turn,
                "add-did-nothing",
                "The device was told twice to add the image, and lists nothing of it.",
                judged.look().evidence());
      }
      case PARTIAL -> partial(turn, judged, List.of());
      case ROLLED_BACK, FOREIGN, MIXED, UNRECOGNISED -> turn.stop(judged);
    };
  }

  /// Asked for while the device was at it, when nothing could be taken back.
  private static boolean cancelled(Turn turn) {
    return turn.memory().clearingFor().equals(Optional.of(Stage.CANCELLED));
  }

  private static boolean over(Judgement judged) {
    return switch (judged.verdict()) {
      case GO_ON, DONE, NOT_DONE, PARTIAL, ROLLED_BACK -> true;
      case RUNNING, STARTING, FOREIGN, MIXED, UNRECOGNISED -> false;
    };
  }

  private static StepResult begin(Turn turn, Judgement judged) {
    return switch (judged.seen()) {
      case OLD_CLEAN -> send(turn);
      case TARGET_CLEAN -> StepResult.go(Signal.ALREADY_THERE, "both units run the target");
      case OLD_PEER_AWAY, TARGET_PEER_AWAY ->
          Ways.later(turn, Ways.WHILE_RELOADING, "the standby is not hot");
      case LISTED,
          LISTED_AFTER_RELOAD,
          LISTED_PARTLY,
          OLD_LEFTOVERS,
          ADDED,
          ACTIVATING,
          ACTIVATED,
          COMMITTING,
          ROLLING_BACK,
          TARGET_UNCOMMITTED,
          MIXED,
          OTHER_UPGRADE,
          STRANGE_UPGRADE,
          STRANGE,
          FILE_RIGHT,
          FILE_WRONG,
          FILE_ABSENT,
          CONFIGURATION_SAVED,
          CONFIGURATION_UNSAVED ->
          StepResult.park(
              "device-changed",
              "Somebody changed the device since the prechecks: it is " + judged.seen() + ".",
              judged.look().evidence());
    };
  }

  private static StepResult send(Turn turn) {
    Sent sent =
        turn.send(
            new Change.AddImage(turn.imagePath()), Duration.ofMinutes(30), Duration.ofMinutes(10));
    return switch (sent) {
      case Sent.HeldBack heldBack -> Ways.heldBack(heldBack.why());
      case Sent.Unclear unclear -> throw unclear.why();
      case Sent.Accepted accepted -> {
        turn.settle(accepted.intent(), Intent.ANSWERED);
        yield Ways.again(turn, "looking whether the target is listed");
      }
      case Sent.Refused refused ->
          refused.reply().reason() == Refusal.PARTIAL
              ? refusedByOne(turn, refused)
              : Refusals.answer(turn, refused, no -> refused(turn, no));
    };
  }

  private static StepResult refused(Turn turn, Sent.Refused no) {
    Judgement judged = turn.judge();
    if (no.reply().reason() == Refusal.SAME_IMAGE && judged.seen() == Situation.TARGET_CLEAN) {
      return StepResult.go(Signal.ALREADY_THERE, "both units run the target");
    }
    return switch (judged.verdict()) {
      case FOREIGN, MIXED, UNRECOGNISED -> turn.stop(judged);
      case GO_ON, DONE, RUNNING, STARTING, NOT_DONE, PARTIAL, ROLLED_BACK ->
          Ways.giveUp(
              turn, Refusals.code(no.reply().reason()), Refusals.sentence(no), no.reply().said());
    };
  }

  private static boolean saidToBePartial(Judgement judged) {
    return judged
        .last()
        .filter(intent -> intent.kind() == Intent.Kind.ADD)
        .flatMap(Intent::settledAs)
        .map(PARTIAL::equals)
        .orElse(false);
  }

  /// Settled first: what the device said is not to be had a second time.
  private static StepResult refusedByOne(Turn turn, Sent.Refused no) {
    turn.settle(no.intent(), PARTIAL);
    Judgement judged = turn.judge();
    return switch (judged.verdict()) {
      case FOREIGN, MIXED, UNRECOGNISED -> turn.stop(judged);
      case RUNNING, STARTING -> Ways.later(turn, Ways.WHILE_RELOADING, no.reply().words());
      case GO_ON, DONE, NOT_DONE, PARTIAL, ROLLED_BACK -> partial(turn, judged, no.reply().said());
    };
  }

  private static StepResult partial(Turn turn, Judgement judged, List<String> said) {
    turn.settle(judged);
    List<String> evidence = new ArrayList<>(said);
    evidence.addAll(judged.look().evidence());
    String summary = "The target was added on one unit only.";
    return turn.order().onFailure() == OnFailure.ABORT
        ? Ways.giveUp(turn, "added-on-one-unit-only", summary, evidence)
        : StepResult.park("added-on-one-unit-only", summary, evidence);
  }
}
