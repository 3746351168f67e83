package io.hitless.job.step;

import io.hitless.device.Change;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.StoredFile;
import io.hitless.image.Image;
import io.hitless.job.Intent;
import io.hitless.job.JobOrder.Workflow;
import io.hitless.job.Sent;
import io.hitless.job.Signal;
import io.hitless.job.StageStep;
import io.hitless.job.StepResult;
import io.hitless.job.Turn;
import io.hitless.readiness.CheckResult;
import io.hitless.readiness.CheckResult.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes sure that the very image lies on the flash: size first, then its hash, computed by the
/// device. An image that the switch is to pull is copied when it isn't there, and copied once more
/// when it is damaged; a copy whose session broke is followed by its growing size.
final class StageImage implements StageStep {
  private static final int MOST_COPIES = 2;
  private static final String MEGABYTES = "copied-megabytes";
  private static final String STILL = "copy-stands-still";
  private static final int MOST_STANDSTILLS = 4;

  private final Looks looks;

  StageImage(Looks looks) {
    this.looks = looks;
  }

  @Override
  public StepResult take(Turn turn) {
    Image image = turn.image();
    return switch (image.source()) {
      case Image.Source.OnDevice here -> verify(turn);
      case Image.Source.Pull pull -> pulled(turn, image, pull);
      case Image.Source.Push push ->
          Ways.fail("image-source-unsupported", "PUSH is not supported.", List.of());
    };
  }

  private StepResult verify(Turn turn) {
    Looks.Found found = looks.only(turn, Set.of("image-present", "image-verified"));
    Looks.tell(turn, "image", found);
    if (found.good()) {
      return ready(turn);
    }
    CheckResult worst = found.worst().orElseThrow();
    return Ways.fail(
        worst.result() == Result.UNKNOWN ? "precheck-unknown" : worst.id(),
        worst.summary(),
        found.evidence());
  }

  private static StepResult ready(Turn turn) {
    boolean oneStep = turn.order().workflow() == Workflow.ONE_STEP;
    return StepResult.go(
        oneStep ? Signal.IMAGE_READY_FOR_ONE_STEP : Signal.IMAGE_READY,
        turn.imagePath() + " is there and whole");
  }

  private StepResult pulled(Turn turn, Image image, Image.Source.Pull pull) {
    Reading<Optional<StoredFile>> file = turn.session().file(turn.imagePath());
    Optional<Intent> delete = open(turn, Intent.Kind.DELETE_FILE);
    if (delete.isPresent()) {
      turn.settle(delete.get(), file.value().isEmpty() ? "done" : "not-done");
    }
    long bytes = file.value().map(StoredFile::bytes).orElse(0L);
    Optional<Intent> copy = open(turn, Intent.Kind.COPY);
    if (bytes == image.sizeBytes()) {
      copy.ifPresent(intent -> turn.settle(intent, "done"));
      return whole(turn);
    }
    if (copy.isPresent()) {
      return following(turn, copy.get(), bytes);
    }
    return copied(turn, pull, file);
  }

  private static Optional<Intent> open(Turn turn, Intent.Kind kind) {
    return turn.unsettled().stream().filter(intent -> intent.kind() == kind).findFirst();
  }

  private StepResult whole(Turn turn) {
    Looks.Found found = looks.only(turn, Set.of("image-verified"));
    Looks.tell(turn, "image", found);
    if (found.good()) {
      return ready(turn);
    }
    CheckResult worst = found.worst().orElseThrow();
    boolean damaged = worst.result() == Result.FAIL;
    if (!damaged || turn.sentBefore(Intent.Kind.COPY) >= MOST_COPIES) {
      return Ways.fail(
          damaged ? worst.id() : "precheck-unknown", worst.summary(), found.evidence());
    }
    if (turn.sentBefore(Intent.Kind.COPY) == 0) {
      // A damaged file that we did not put there is somebody's; it is not ours to delete.
      return Ways.fail(worst.id(), worst.summary(), found.evidence());
    }
    return sent(
        turn,
        turn.send(
            new Change.DeleteFile(turn.imagePath()), Duration.ofMinutes(3), Duration.ofMinutes(2)));
  }

  /// A copy that broke off for us may go on for the device: its file grows.
  private static StepResult following(Turn turn, Intent copy, long bytes) {
    int megabytes = (int) (bytes / 1_000_000);
    boolean grows = megabytes > turn.memory().count(MEGABYTES);
    turn.remember(memory -> memory.attempts.put(MEGABYTES, megabytes));
    if (grows) {
      turn.forget(STILL);
    } else if (turn.count(STILL) >= MOST_STANDSTILLS) {
      turn.forget(STILL);
      turn.forget(MEGABYTES);
      turn.settle(copy, "not-done");
      return Ways.again(turn, "the copy stands still at " + megabytes + " MB");
    }
    return Ways.later(turn, Ways.WHILE_RELOADING, megabytes + " MB copied");
  }

  private static StepResult copied(
      Turn turn, Image.Source.Pull pull, Reading<Optional<StoredFile>> file) {
    if (turn.sentBefore(Intent.Kind.COPY) >= MOST_COPIES) {
      return Ways.fail(
          "image-present",
          "The image could not be copied: the file is short or absent after "
              + MOST_COPIES
              + " copies.",
          file.evidence());
    }
    return sent(
        turn,
        turn.send(
            new Change.Copy(pull.url(), turn.imagePath()),
            Duration.ofHours(2),
            Duration.ofMinutes(10)));
  }

  private static StepResult sent(Turn turn, Sent sent) {
    return switch (sent) {
      case Sent.HeldBack heldBack -> Ways.heldBack(heldBack.why());
      case Sent.Unclear unclear -> throw unclear.why();
      case Sent.Accepted accepted -> Ways.again(turn, "looking what became of the file");
      case Sent.Refused refused ->
          Refusals.answer(
              turn,
              refused,
              no ->
                  Ways.fail(
                      Refusals.code(no.reply().reason()),
                      Refusals.sentence(no),
                      no.reply().said()));
    };
  }

  @Override
  public StepResult overdue(Turn turn, String waited, boolean readable) {
    return Ways.fail(
        readable ? "image-present" : "device-unreachable",
        "The image was not ready in time: " + waited,
        List.of());
  }
}
