package io.hitless.job;

import io.hitless.access.StorageAway;
import io.hitless.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes up what operators asked for since the last turn, oldest first, after reading the device
/// wherever its state decides. A wish is marked as answered only once what it changed is written,
/// so a crash in between asks it again, which does no harm.
final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

  private final Turn turn;

  Requests(Turn turn) {
    this.turn = turn;
  }

  /// What the oldest request that moves the job makes of it; absent when none does.
  Optional<StepResult> takeUp() {
    List<ActionRequest> asked = turn.requests();
    for (ActionRequest request : asked) {
      // Should it fail, those behind it wait as long as it does.
      turn.heard(asked.getLast());
      Answer answer = answer(request);
      turn.heard(request);
      if (answer.moves().isPresent()) {
        turn.answerAfterSave(request);
        return answer.moves();
      }
      turn.save(turn.job(), List.of());
      turn.answered(request);
    }
    return Optional.empty();
  }

  /// @param moves what follows for the job at once
  private record Answer(Optional<StepResult> moves) {
    static Answer moves(StepResult result) {
      return new Answer(Optional.of(result));
    }

    static final Answer NOTED = new Answer(Optional.empty());
  }

  private Answer answer(ActionRequest request) {
    if (!LegalActions.DECISIONS.contains(request.action())
        && !LegalActions.of(turn.job()).contains(request.action())) {
      return declined(
          request, "came too late: " + LegalActions.whyNot(turn.job(), request.action()));
    }
    Job before = turn.job();
    try {
      return switch (request.action()) {
        case CANCEL -> cancel(request);
        case COMMIT -> commit(request);
        case ABORT -> abort(request);
        case CLEAR -> clear(request);
        case RETRY -> retry(request);
        case RESOLVE -> resolve(request);
        case TAKE_OVER -> takeOver(request);
        case HAND_BACK -> handBack();
        case APPROVE, BREAK_GLASS -> approved(request);
        case DENY -> deny(request);
      };
    } catch (Jobs.Fenced | StorageAway cutShort) {
      throw cutShort;
    } catch (RuntimeException unread) {
      if (before.stage() != Stage.NEEDS_OPERATOR) {
        throw unread;
      }
      LOG.warn("{} of job {} was not done", request.action().word(), before.id(), unread);
      turn.closeSession();
      turn.adopt(before);
      return declined(request, "the device could not be read: " + unread.getMessage());
    }
  }

  private Answer cancel(ActionRequest request) {
    return leave(
        request, outcome("cancelled", "Cancelled by " + request.by() + ": " + request.reason()));
  }

  private Answer leave(ActionRequest request, Outcome cancelled) {
    return switch (turn.job().stage()) {
      case QUEUED, PRECHECKING, STAGING ->
          Answer.moves(
              new StepResult.Go(
                  Signal.CANCEL, request.reason(), request.by(), Optional.of(cancelled)));
      case ADDING -> {
        Judgement judged = turn.judge();
        yield switch (judged.verdict()) {
          // What the device is at can't be taken back before it is through.
          case RUNNING, STARTING -> {
            clearFor(Stage.CANCELLED, cancelled);
            yield Answer.moves(
                new StepResult.NotYet(
                    Optional.of(turn.pace().poll(turn.now(), Duration.ofSeconds(10))),
                    Set.of(WaitingFor.DEVICE),
                    "to be cancelled once the device has finished adding"));
          }
          case FOREIGN, MIXED, UNRECOGNISED -> Answer.moves(Doubt.stop(turn, judged));
          case GO_ON, DONE, NOT_DONE, PARTIAL, ROLLED_BACK -> {
            Doubt.settle(turn, judged);
            yield takeBack(Stage.CANCELLED, cancelled, request);
          }
        };
      }
      case NEEDS_OPERATOR ->
          turn.everChanged()
              ? takeBack(Stage.CANCELLED, cancelled, request)
              : Answer.moves(
                  new StepResult.Go(
                      Signal.CANCEL, request.reason(), request.by(), Optional.of(cancelled)));
      case STAGED -> takeBack(Stage.CANCELLED, cancelled, request);
      case ACTIVATING,
          WAITING_FOR_SSO,
          SOAKING,
          COMMITTING,
          INSTALLING,
          VERIFYING,
          ABORTING,
          CLEARING,
          SUCCEEDED,
          ROLLED_BACK,
          FAILED,
          CANCELLED ->
          declined(request, "it is too late to cancel");
    };
  }

  private void clearFor(Stage end, Outcome why) {
    turn.remember(memory -> {
      memory.clearingFor = Optional.of(end);
      memory.failure = Optional.of(why);
    });
  }

  private Answer takeBack(Stage end, Outcome why, ActionRequest request) {
    clearFor(end, why);
    turn.remember(memory -> memory.granted.remove(Grant.CLEAR_INSTALL_STATE));
    return Answer.moves(
        new StepResult.Go(Signal.CLEAR, request.reason(), request.by(), Optional.empty()));
  }

  private Answer commit(ActionRequest request) {
    if (turn.job().stage() == Stage.SOAKING) {
      turn.remember(memory -> memory.granted.add(Grant.COMMIT));
      return Answer.NOTED;
    }
    Judgement judged = turn.judge();
    boolean ready =
        judged.seen() == Situation.ACTIVATED
            && (judged.lastIs(Intent.Kind.ACTIVATE) || judged.lastIs(Intent.Kind.COMMIT));
    if (!ready) {
      return declined(request, "the upgrade is not activated on both units: " + judged.sentence());
    }
    turn.forgive();
    turn.remember(memory -> {
      memory.granted.add(Grant.COMMIT);
      memory.clearingFor = Optional.empty();
      memory.failure = Optional.empty();
    });
    return Answer.moves(
        new StepResult.Go(Signal.COMMIT, request.reason(), request.by(), Optional.empty()));
  }

  private Answer abort(ActionRequest request) {
    if (turn.job().stage() == Stage.NEEDS_OPERATOR) {
      Judgement judged = turn.judge();
      boolean again =
          judged.lastIs(Intent.Kind.ABORT)
              && (judged.seen() == Situation.ACTIVATED || judged.seen() == Situation.ACTIVATING);
      boolean ours =
          again || judged.lastIs(Intent.Kind.ACTIVATE) || judged.lastIs(Intent.Kind.COMMIT);
      if (judged.verdict() == Verdict.FOREIGN || !ours) {
        return declined(request, "this is not an upgrade of this job: " + judged.sentence());
      }
      if (again) {
        // An operator saw that nothing came of it, so it counts as never sent.
        judged.last().ifPresent(intent -> turn.settle(intent, "refused: nothing came of it"));
      }
    }
    turn.forgive();
    Outcome asked =
        outcome("aborted-by-operator", "Aborted by " + request.by() + ": " + request.reason());
    turn.remember(memory -> {
      memory.clearingFor = Optional.of(Stage.ROLLED_BACK);
      memory.failure = Optional.of(memory.failure.orElse(asked));
    });
    return Answer.moves(
        new StepResult.Go(Signal.ABORT, request.reason(), request.by(), Optional.empty()));
  }

  private Answer clear(ActionRequest request) {
    boolean activated =
        turn.mayHaveLeft(Intent.Kind.ACTIVATE) || turn.mayHaveLeft(Intent.Kind.INSTALL_ONE_STEP);
    Outcome parked =
        turn.job()
            .outcome()
            .orElseGet(() -> outcome("cleared-by-operator", "Cleared by " + request.by()));
    turn.forgive();
    turn.remember(memory -> {
      memory.clearingFor =
          Optional.of(memory.clearingFor.orElse(activated ? Stage.ROLLED_BACK : Stage.FAILED));
      memory.failure = Optional.of(memory.failure.orElse(parked));
      // Each asking says anew whether every unit may be reloaded for it.
      if (request.installState()) {
        memory.granted.add(Grant.CLEAR_INSTALL_STATE);
      } else {
        memory.granted.remove(Grant.CLEAR_INSTALL_STATE);
      }
    });
    return Answer.moves(
        new StepResult.Go(Signal.CLEAR, request.reason(), request.by(), Optional.empty()));
  }

  private Answer retry(ActionRequest request) {
    if (turn.job().stage() == Stage.STAGED) {
      turn.remember(memory -> memory.granted.add(Grant.GO_ON));
      turn.adopt(turn.job().with(draft -> draft.waitingFor = Set.of()));
      return Answer.NOTED;
    }
    Judgement judged = turn.judge();
    turn.note(
        Event.Kind.RECONCILED,
        judged.sentence(),
        judged.look().evidence(),
        Map.of("device", judged.seen().name(), "verdict", judged.verdict().name()));
    turn.forgive();
    return Answer.moves(Resume.from(turn, judged, request));
  }

  private Answer resolve(ActionRequest request) {
    Stage wanted = request.resolveAs().orElse(Stage.FAILED);
    Judgement judged = turn.judge();
    boolean onTarget = judged.seen() == Situation.TARGET_CLEAN;
    boolean onOld = judged.seen() == Situation.OLD_CLEAN;
    boolean true_ = wanted == Stage.SUCCEEDED ? onTarget : onOld;
    if (!true_) {
      return declined(
          request, "the device does not bear out " + wanted + ": it is " + judged.seen());
    }
    Signal signal =
        switch (wanted) {
          case SUCCEEDED -> Signal.RESOLVED_SUCCEEDED;
          case ROLLED_BACK -> Signal.RESOLVED_ROLLED_BACK;
          case QUEUED,
              PRECHECKING,
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
              FAILED,
              CANCELLED ->
              Signal.RESOLVED_FAILED;
        };
    Outcome resolved =
        new Outcome(
            "resolved-by-operator",
            request.by() + " resolved it, and the device bears it out: " + request.reason(),
            judged.look().evidence(),
            Optional.empty(),
            List.of());
    return Answer.moves(
        new StepResult.Go(signal, request.reason(), request.by(), Optional.of(resolved)));
  }

  private Answer takeOver(ActionRequest request) {
    turn.adopt(turn.job().with(draft -> draft.handedOver = true));
    return Answer.moves(
        new StepResult.NotYet(
            AutoAbortWatch.nextAlert(turn),
            Set.of(),
            "taken over by " + request.by() + ": " + request.reason()));
  }

  private Answer handBack() {
    Stage stage = turn.job().stage();
    turn.adopt(
        turn.job()
            .with(draft -> {
              draft.handedOver = false;
              draft.doubt = true;
              draft.deadline =
                  StageTimes.allowed(stage)
                      .map(allowed -> turn.now().plus(turn.pace().allowed(allowed)));
            }));
    Optional<java.time.Instant> due =
        stage == Stage.NEEDS_OPERATOR ? AutoAbortWatch.nextAlert(turn) : Optional.of(turn.now());
    return Answer.moves(new StepResult.NotYet(due, Set.of(), "handed back"));
  }

  /// What is read from now on, the session included, is read after the decision; the gate finds out
  /// whether it counts.
  private Answer approved(ActionRequest request) {
    turn.closeSession();
    Set<WaitingFor> others =
        turn.job().waitingFor().stream()
            .filter(reason -> reason != WaitingFor.APPROVAL)
            .collect(Collectors.toUnmodifiableSet());
    turn.adopt(turn.job().with(draft -> draft.waitingFor = others));
    turn.remember(memory -> {
      memory.granted.add(Grant.approved(request.id()));
      if (request.action() == Action.BREAK_GLASS) {
        memory.granted.add(Grant.BROKEN_GLASS);
      }
    });
    return Answer.NOTED;
  }

  private Answer deny(ActionRequest request) {
    Outcome denied = outcome("denied", "Denied by " + request.by() + ": " + request.reason());
    return switch (turn.job().stage()) {
      case QUEUED, PRECHECKING, STAGING, ADDING, STAGED -> leave(request, denied);
      case INSTALLING ->
          turn.mayHaveTaken(Intent.Kind.INSTALL_ONE_STEP)
              ? declined(request, "it is too late to deny")
              : takeBack(Stage.CANCELLED, denied, request);
      case ACTIVATING ->
          turn.mayHaveTaken(Intent.Kind.ACTIVATE)
              ? declined(request, "it is too late to deny")
              : takeBack(Stage.CANCELLED, denied, request);
      case CLEARING -> {
        boolean asked = turn.memory().granted().contains(Grant.CLEAR_INSTALL_STATE);
        turn.remember(memory -> memory.granted.remove(Grant.CLEAR_INSTALL_STATE));
        yield asked
            ? Answer.moves(StepResult.park("denied", denied.summary(), List.of()))
            : declined(request, "nothing waits for approval");
      }
      case WAITING_FOR_SSO,
          SOAKING,
          COMMITTING,
          VERIFYING,
          ABORTING,
          NEEDS_OPERATOR,
          SUCCEEDED,
          ROLLED_BACK,
          FAILED,
          CANCELLED ->
          declined(request, "it is too late to deny");
    };
  }

  private Answer declined(ActionRequest request, String why) {
    turn.note(
        Event.Kind.ACTION_REQUESTED,
        request.action().word() + " was not done: " + why,
        turn.seenLines(),
        Map.of("action", request.action().word(), "by", request.by(), "declined", true));
    return Answer.NOTED;
  }

  private static Outcome outcome(String code, String summary) {
    return new Outcome(code, summary, List.of(), Optional.empty(), List.of());
  }
}
