package io.hitless.job.step;

import io.hitless.device.Change;
import io.hitless.device.Credentials;
import io.hitless.device.ImageContent;
import io.hitless.device.Refusal;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.StoredFile;
import io.hitless.image.Image;
import io.hitless.job.CopySlots;
import io.hitless.job.Gate;
import io.hitless.job.Intent;
import io.hitless.job.JobOrder.Workflow;
import io.hitless.job.Outcome;
import io.hitless.job.Sent;
import io.hitless.job.Signal;
import io.hitless.job.StageStep;
import io.hitless.job.StepResult;
import io.hitless.job.Transfer;
import io.hitless.job.Turn;
import io.hitless.job.WaitingFor;
import io.hitless.readiness.CheckResult;
import io.hitless.readiness.CheckResult.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes sure that the very image lies on the flash: size first, then its hash, computed by the
/// device. An image that is to be brought is copied when it isn't there, and once more when the
/// copy came out short or damaged; a copy whose session broke is followed by its growing size.
///
/// Traffic is not touched. A file that this job did not write is neither deleted nor written over,
/// and a short or damaged one that it did write is gone before the job ends as failed.
final class StageImage implements StageStep {
  private static final int MOST_COPIES = 2;
  private static final int MOST_DELETES = 2 * MOST_COPIES + OwnCopy.MOST_CUT;
  private static final String STILL = "copy-stands-still";
  private static final String NO_MORE = "no-more-copies";
  private static final String WAITING = "waits-for-copy-slot";
  private static final int MOST_STANDSTILLS = 4;

  /// A device that is slower than this is not copying (265 KB/s is the slowest seen, iosfw #2).
  private static final long SLOWEST_BYTES_PER_SECOND = 50_000;

  private final Looks looks;
  private final Copying copying;

  StageImage(Looks looks, Copying copying) {
    this.looks = looks;
    this.copying = copying;
  }

  @Override
  public StepResult take(Turn turn) {
    return switch (turn.image().source()) {
      case Image.Source.OnDevice here -> verify(turn);
      case Image.Source.Pull pull -> brought(turn);
      case Image.Source.Push push -> brought(turn);
    };
  }

  private StepResult verify(Turn turn) {
    Looks.Found found = looks.only(turn, Set.of("image-present", "image-verified"));
    Looks.tell(turn, "image", found);
    if (found.good()) {
      return ready(turn);
    }
    CheckResult worst = found.worst().orElseThrow();
    return Ways.fail(code(worst), worst.summary(), found.evidence());
  }

  private static String code(CheckResult worst) {
    return worst.result() == Result.UNKNOWN ? "precheck-unknown" : worst.id();
  }

  private static StepResult ready(Turn turn) {
    turn.remember(memory -> {
      memory.transfer = Optional.empty();
      memory.failure = Optional.empty();
    });
    boolean oneStep = turn.order().workflow() == Workflow.ONE_STEP;
    return StepResult.go(
        oneStep ? Signal.IMAGE_READY_FOR_ONE_STEP : Signal.IMAGE_READY,
        turn.imagePath() + " is there and whole");
  }

  private StepResult brought(Turn turn) {
    if (turn.memory().count(WAITING) > 0 && turn.unsettled().isEmpty()) {
      Optional<StepResult> wait = waitForSlot(turn);
      if (wait.isPresent()) {
        return wait.get();
      }
    }
    Reading<Optional<StoredFile>> file = turn.session().file(turn.imagePath());
    open(turn, Intent.Kind.DELETE_FILE)
        .ifPresent(delete -> turn.settle(delete, file.value().isEmpty() ? "done" : "not-done"));
    long bytes = file.value().map(StoredFile::bytes).orElse(0L);
    Optional<Intent> copy = open(turn, Intent.Kind.COPY);
    if (bytes == turn.image().sizeBytes()) {
      copy.ifPresent(intent -> turn.settle(intent, OwnCopy.WHOLE));
      copying.slots().free(turn.job());
      return whole(turn, file);
    }
    if (copy.isPresent()) {
      return following(turn, copy.get(), file);
    }
    return file.value().isPresent() ? inTheWay(turn, file) : copied(turn, file);
  }

  private static Optional<Intent> open(Turn turn, Intent.Kind kind) {
    return turn.unsettled().stream().filter(intent -> intent.kind() == kind).findFirst();
  }

  private StepResult whole(Turn turn, Reading<Optional<StoredFile>> file) {
    Looks.Found found = looks.only(turn, Set.of("image-verified"));
    Looks.tell(turn, "image", found);
    if (found.good()) {
      return ready(turn);
    }
    CheckResult worst = found.worst().orElseThrow();
    if (worst.result() != Result.FAIL || !OwnCopy.lies(turn)) {
      return Ways.fail(code(worst), worst.summary(), found.evidence());
    }
    becauseOf(turn, Ways.outcome(code(worst), worst.summary(), found.evidence()));
    return delete(turn, file);
  }

  /// What a job that gives up copying will say.
  private static void becauseOf(Turn turn, Outcome why) {
    turn.remember(memory -> memory.failure = Optional.of(why));
  }

  /// A file of another size than the image's.
  private static StepResult inTheWay(Turn turn, Reading<Optional<StoredFile>> file) {
    if (OwnCopy.lies(turn)) {
      return delete(turn, file);
    }
    return Ways.fail(
        "file-in-the-way",
        "%s is there with %d bytes where the image has %d, and this job did not write it: it was left alone. Delete it, or upload the right image."
            .formatted(
                turn.imagePath(),
                file.value().map(StoredFile::bytes).orElse(0L),
                turn.image().sizeBytes()),
        file.evidence());
  }

  private static StepResult delete(Turn turn, Reading<Optional<StoredFile>> file) {
    if (turn.sentBefore(Intent.Kind.DELETE_FILE) >= MOST_DELETES) {
      return StepResult.park(
          "copy-not-deleted",
          "A copy of this job that came out wrong does not go away: " + turn.imagePath(),
          file.evidence());
    }
    return answer(
        turn,
        turn.send(
            new Change.DeleteFile(turn.imagePath()), Duration.ofMinutes(3), Duration.ofMinutes(2)));
  }

  /// A copy that broke off for us may go on for the device: its file grows.
  private static StepResult following(Turn turn, Intent copy, Reading<Optional<StoredFile>> file) {
    long bytes = file.value().map(StoredFile::bytes).orElse(0L);
    Transfer before =
        turn.memory()
            .transfer()
            .orElseGet(() -> new Transfer(0, turn.image().sizeBytes(), 0, turn.now()));
    boolean grows = bytes > before.bytes();
    if (grows) {
      turn.forget(STILL);
      CopyWatch.tell(turn, before.then(bytes, turn.now()));
    } else if (turn.count(STILL) >= MOST_STANDSTILLS) {
      turn.forget(STILL);
      return broken(
          turn, copy, file, OwnCopy.NOT_DONE, "The copy stands still at " + bytes + " bytes.");
    }
    return Ways.later(turn, Ways.WHILE_RELOADING, bytes / 1_000_000 + " MB copied");
  }

  /// The copy is over, and what lies there is not the image.
  private static StepResult broken(
      Turn turn, Intent copy, Reading<Optional<StoredFile>> file, String whenAbsent, String words) {
    turn.settle(copy, file.value().isPresent() ? OwnCopy.piece(turn) : whenAbsent);
    if (turn.memory().failure().isEmpty()) {
      becauseOf(turn, Ways.outcome("image-present", words, file.evidence()));
    }
    return Ways.again(turn, words);
  }

  private StepResult copied(Turn turn, Reading<Optional<StoredFile>> file) {
    int copies = OwnCopy.begun(turn);
    if (copies >= MOST_COPIES || turn.memory().count(NO_MORE) > 0) {
      copying.slots().free(turn.job());
      Outcome why =
          turn.memory()
              .failure()
              .orElseGet(() ->
                  Ways.outcome("image-present", "The file is short or absent.", file.evidence()));
      return Ways.fail(
          why.code(), why.summary() + " Copies begun: " + copies + ".", why.evidence());
    }
    return switch (turn.image().source()) {
      case Image.Source.OnDevice here -> verify(turn);
      case Image.Source.Pull pull -> pulled(turn, pull);
      case Image.Source.Push push -> pushed(turn);
    };
  }

  private StepResult pulled(Turn turn, Image.Source.Pull pull) {
    Optional<Credentials> login = pull.credential().flatMap(turn::credentials);
    if (pull.credential().isPresent() && login.isEmpty()) {
      return Ways.fail(
          "credential-missing",
          "The credential %s of the file server is not in the vault."
              .formatted(pull.credential().get()),
          List.of());
    }
    return inSlot(
        turn, new Change.Copy(pull.url(), turn.imagePath(), pull.vrf(), login), Optional.empty());
  }

  private StepResult pushed(Turn turn) {
    Optional<ImageContent> content = copying.contents().apply(turn.image());
    if (content.isEmpty()) {
      return Ways.fail(
          "image-content-missing",
          "The content of %s was not uploaded, or not to a folder that this replica sees."
              .formatted(turn.image().filename()),
          List.of());
    }
    MeteredContent metered = new MeteredContent(content.get());
    return inSlot(turn, new Change.Push(metered, turn.imagePath()), Optional.of(metered));
  }

  private StepResult inSlot(Turn turn, Change copy, Optional<MeteredContent> pushed) {
    Optional<StepResult> wait = waitForSlot(turn);
    if (wait.isPresent()) {
      return wait.get();
    }
    long seconds = turn.image().sizeBytes() / SLOWEST_BYTES_PER_SECOND;
    Duration overall = Duration.ofHours(2).plusSeconds(seconds);
    try (CopyWatch watch = new CopyWatch(turn, copying, pushed)) {
      Sent sent = turn.send(copy, overall, Duration.ofMinutes(10), watch.meanwhile());
      if (!(sent instanceof Sent.HeldBack || turn.hungUpItself())) {
        OwnCopy.ended(turn);
      }
      return answer(turn, sent);
    }
  }

  /// A job that waits for its slot holds no session; the row of its place is all it costs. One that
  /// may not copy anyway keeps no place from others.
  private Optional<StepResult> waitForSlot(Turn turn) {
    if (turn.ask(Intent.Kind.COPY) instanceof Gate.Answer.NotNow notNow) {
      copying.slots().free(turn.job());
      return Optional.of(Ways.heldBack(notNow));
    }
    boolean metered = turn.image().source() instanceof Image.Source.Push;
    return switch (copying.slots().ask(turn.job(), copying.cap(turn.job()), metered)) {
      case CopySlots.Answer.Granted granted -> {
        turn.forget(WAITING);
        yield Optional.empty();
      }
      case CopySlots.Answer.Wait wait -> {
        turn.remember(memory -> memory.attempts.put(WAITING, 1));
        yield Optional.of(
            new StepResult.NotYet(
                Optional.of(turn.pace().poll(turn.now(), Ways.WHILE_RELOADING)),
                Set.of(WaitingFor.SLOT),
                wait.bandwidth()
                    ? "the bandwidth for copies at the site is used up"
                    : wait.ahead() + " copies at the site come first"));
      }
    };
  }

  private static StepResult answer(Turn turn, Sent sent) {
    return switch (sent) {
      case Sent.HeldBack heldBack -> Ways.heldBack(heldBack.why());
      case Sent.Unclear unclear -> throw unclear.why();
      case Sent.Accepted accepted -> Ways.again(turn, "looking what became of the file");
      case Sent.Refused refused ->
          OwnCopy.mayHaveBegun(refused)
              ? begun(turn, refused)
              : Refusals.answer(turn, refused, StageImage::no);
    };
  }

  private static StepResult no(Sent.Refused refused) {
    return Ways.fail(
        Refusals.code(refused.reply().reason()),
        Refusals.sentence(refused),
        refused.reply().said());
  }

  /// The device said no in the middle: what lies there tells whether to delete and to copy again.
  private static StepResult begun(Turn turn, Sent.Refused refused) {
    becauseOf(
        turn,
        Ways.outcome(
            Refusals.code(refused.reply().reason()),
            Refusals.sentence(refused),
            refused.reply().said()));
    Reading<Optional<StoredFile>> file = turn.session().file(turn.imagePath());
    if (file.value().filter(it -> it.bytes() == turn.image().sizeBytes()).isPresent()) {
      return Ways.again(turn, "verifying the file all the same");
    }
    if (refused.reply().reason() == Refusal.NOT_ENOUGH_SPACE) {
      turn.count(NO_MORE);
    }
    StepResult next =
        broken(turn, refused.intent(), file, OwnCopy.NOTHING_CAME, refused.reply().words());
    return refused.reply().reason() == Refusal.FILE_SERVER_UNREACHABLE
        ? Ways.later(turn, Duration.ofMinutes(1), refused.reply().words())
        : next;
  }

  @Override
  public StepResult overdue(Turn turn, String waited, boolean readable) {
    return Ways.fail(
        readable ? "image-present" : "device-unreachable",
        "The image was not ready in time: " + waited,
        List.of());
  }
}
