package io.hitless.job;

import io.hitless.access.StorageAway;
import io.hitless.device.DeviceException;
import io.hitless.device.Drivers;
import io.hitless.event.Event;
import io.hitless.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does one turn of a job: claims it, reads the device first where there is a doubt, takes the step
/// of its stage, records, and goes on for as long as there is something to do at once. Safe to be
/// called for any job at any time by any replica; between turns nothing is held.
public final class JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  /// More than any job can do without waiting.
  private static final int MOST_STEPS = 30;

  /// When to try again while another holds the job. Not scaled: about our own leases.
  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

  /// When to try again after the database was away. Not scaled either.
  private static final Duration STORAGE_AWAY = Duration.ofSeconds(5);

  /// A turn that comes so much later than it was due had nobody to run it.
  private static final Duration LATE = Duration.ofMinutes(2);

  /// What a late turn gets to find out how things stand before its deadline counts.
  private static final Duration TO_CATCH_UP = Duration.ofMinutes(10);

  /// Failures of our own in a row, after which a person has to look.
  private static final int MOST_FAILURES = 8;

  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
  private static final String FAILURES = "internal-error";

  private final Ports ports;
  private final Drivers drivers;
  private final Map<Stage, StageStep> steps;
  private final Gate gate;
  private final Pace pace;
  private final InstantSource clock;
  private final String owner;
  private final JobMachine machine = new JobMachine();
  private final Set<Turn> running = ConcurrentHashMap.newKeySet();
  private volatile boolean leaving;

  /// @param steps what is done in each stage; `io.hitless.job.step.Steps` has them
  /// @param owner name of this replica, for leases
  public JobRunner(
      Ports ports,
      Drivers drivers,
      Map<Stage, StageStep> steps,
      Gate gate,
      Pace pace,
      InstantSource clock,
      String owner) {
    this.ports = ports;
    this.drivers = drivers;
    this.steps = Map.copyOf(steps);
    this.gate = gate;
    this.pace = pace;
    this.clock = clock;
    this.owner = owner;
    for (Stage stage : Stage.values()) {
      boolean works = !stage.terminal() && stage != Stage.NEEDS_OPERATOR;
      if (works != this.steps.containsKey(stage)) {
        throw new IllegalArgumentException("steps are wrong about " + stage);
      }
    }
  }

  /// This replica is about to end: no turn begins any more, and those that are going on end with
  /// the step that they are in. A sibling goes on from there.
  public void leave() {
    leaving = true;
  }

  /// Ends every conversation with a device. What was being sent goes on in the device; the job says
  /// that nobody saw its end, and whoever has its next turn reads first.
  public void hangUp() {
    running.forEach(Turn::hangUp);
  }

  /// @return when the next turn is due; absent when none is
  public Optional<Instant> turn(JobId id) {
    if (leaving) {
      return Optional.of(clock.instant());
    }
    long asked = System.nanoTime();
    Optional<Jobs.Claim> claim = ports.jobs().claim(id, owner, Lease.LENGTH);
    if (claim.isEmpty()) {
      return ports
          .jobs()
          .find(id)
          .filter(job -> !job.stage().terminal())
          .map(job -> clock.instant().plus(TRY_AGAIN));
    }
    Job claimed = claim.get().job();
    Optional<Instant> next;
    try (var turn = new Turn(ports, drivers, gate, pace, clock, claim.get(), asked)) {
      running.add(turn);
      try {
        next = run(turn, claim.get());
      } finally {
        running.remove(turn);
      }
    } catch (Jobs.Fenced | StorageAway cutShort) {
      LOG.warn("turn of job {} ended: {}", id, cutShort.getMessage());
      return Optional.of(clock.instant().plus(TRY_AGAIN));
    }
    // Only after a turn that came to its end: else the next one takes over, and reads first.
    release(claimed);
    return next;
  }

  /// A lease that can't be given back runs out.
  private void release(Job claimed) {
    try {
      ports.jobs().release(claimed.id(), claimed.epoch());
    } catch (StorageAway away) {
      LOG.warn("the lease of job {} is not given back: {}", claimed.id(), away.getMessage());
    }
  }

  private Optional<Instant> run(Turn turn, Jobs.Claim claim) {
    Doubt.Cause cause = Doubt.Cause.of(claim);
    boolean doubt = cause != Doubt.Cause.OURS || turn.job().doubt() || !turn.unsettled().isEmpty();
    if (forPeople(turn.job().waitingFor())) {
      allowTheStage(turn);
    }
    if (cause == Doubt.Cause.OURS) {
      cause = Doubt.Cause.owed(turn.memory());
      allowForLateness(turn);
    } else {
      Doubt.owe(turn, cause);
      allowALook(turn);
    }
    for (int done = 0; done < MOST_STEPS; done++) {
      Stage before = turn.job().stage();
      if (before.terminal()) {
        break;
      }
      boolean readFirst = doubt;
      record(turn, attempt(turn, readFirst, cause));
      cause = Doubt.Cause.OURS;
      doubt = turn.job().doubt();
      boolean now = turn.job().dueAt().map(due -> !due.isAfter(clock.instant())).orElse(false);
      if (!now || leaving) {
        break;
      }
    }
    Optional<Instant> due = turn.job().stage().terminal() ? Optional.empty() : turn.job().dueAt();
    return turn.job().stage().terminal() || turn.requests().isEmpty()
        ? due
        : Optional.of(clock.instant());
  }

  /// Nobody knows how long people take: what the device gets of its stage counts from when they are
  /// through, and that may be now.
  private void allowTheStage(Turn turn) {
    StageTimes.allowed(turn.job().stage())
        .map(allowed -> clock.instant().plus(pace.allowed(allowed)))
        .ifPresent(fair -> allowUntil(turn, fair));
  }

  private void allowForLateness(Turn turn) {
    Instant now = clock.instant();
    if (turn.job().dueAt().map(due -> now.isAfter(due.plus(pace.allowed(LATE)))).orElse(false)) {
      allowALook(turn);
    }
  }

  /// Time that passed without anybody looking does not count: the device is read before the stage
  /// is called overdue.
  private void allowALook(Turn turn) {
    allowUntil(turn, clock.instant().plus(pace.allowed(TO_CATCH_UP)));
  }

  private static void allowUntil(Turn turn, Instant fair) {
    if (turn.job().deadline().map(fair::isAfter).orElse(false)) {
      turn.adopt(turn.job().with(draft -> draft.deadline = Optional.of(fair)));
    }
  }

  /// One step, with everything that may go wrong in it turned into a result.
  private StepResult attempt(Turn turn, boolean readFirst, Doubt.Cause cause) {
    boolean unread = readFirst;
    try {
      Optional<StepResult> asked = new Requests(turn).takeUp();
      if (asked.isPresent()) {
        return asked.get();
      }
      Stage stage = turn.job().stage();
      if (turn.job().handedOver() || stage == Stage.NEEDS_OPERATOR) {
        AutoAbortWatch.alert(turn);
        return new StepResult.NotYet(
            AutoAbortWatch.nextAlert(turn), Set.of(), "waiting for an operator");
      }
      if (stage == Stage.QUEUED) {
        Doubt.read(turn);
      } else if (readFirst) {
        Doubt.resolve(turn, cause);
      }
      turn.adopt(turn.job().with(draft -> draft.doubt = false));
      unread = false;
      StepResult result = step(stage).take(turn);
      forgetMishaps(turn);
      return inTime(turn, result, true);
    } catch (DeviceException mishap) {
      turn.closeSession();
      turn.adopt(turn.job().with(draft -> draft.doubt = true));
      turn.forget(FAILURES);
      if (turn.leftInDoubt()) {
        allowALook(turn);
      }
      return inTime(turn, Mishaps.meaning(turn, mishap), false);
    } catch (Jobs.Fenced fenced) {
      throw fenced;
    } catch (StorageAway away) {
      return untilStorageAnswers(turn, away, unread);
    } catch (Sessions.NoCredential | io.hitless.inventory.Vault.Unavailable noLogin) {
      return StepResult.park("credential-missing", String.valueOf(noLogin.getMessage()), List.of());
    } catch (RuntimeException ours) {
      return backOff(turn, ours);
    }
  }

  private StageStep step(Stage stage) {
    return Optional.ofNullable(steps.get(stage))
        .orElseThrow(() -> new IllegalStateException("no step for " + stage));
  }

  private static void forgetMishaps(Turn turn) {
    turn.forget(FAILURES);
    turn.forget(Mishaps.UNREAD);
    turn.forget(Mishaps.BUSY);
  }

  /// A stage that has lasted too long ends by its own rule, unless a unit is writing its boot
  /// flash.
  private StepResult inTime(Turn turn, StepResult result, boolean readable) {
    if (!(result instanceof StepResult.NotYet notYet)) {
      return result;
    }
    Instant now = clock.instant();
    if (notYet.waitingFor().contains(WaitingFor.DEVICE) && turn.job().deadline().isEmpty()) {
      // A stage that may wait for people for ever does not wait for a device for ever.
      turn.adopt(
          turn.job()
              .with(draft ->
                  draft.deadline = Optional.of(now.plus(pace.allowed(StageTimes.FOR_THE_DEVICE)))));
    }
    if (turn.deviceWorkedOnItself()) {
      Instant later = now.plus(pace.allowed(Duration.ofMinutes(15)));
      turn.adopt(
          turn.job()
              .with(draft ->
                  draft.deadline = draft.deadline.map(then -> then.isAfter(later) ? then : later)));
    }
    // What was just sent is looked at before anybody calls it overdue.
    boolean looksAtOnce = notYet.due().map(due -> !due.isAfter(now)).orElse(false);
    boolean over =
        !looksAtOnce
            && turn.job().deadline().map(deadline -> !now.isBefore(deadline)).orElse(false)
            && !forPeople(notYet.waitingFor());
    return over ? step(turn.job().stage()).overdue(turn, notYet.doing(), readable) : result;
  }

  private static boolean forPeople(Set<WaitingFor> waitingFor) {
    return waitingFor.stream()
        .anyMatch(reason ->
            switch (reason) {
              case APPROVAL, WINDOW, SLOT, REDUNDANCY_PEER, FREEZE, EMERGENCY_STOP, NOT_BEFORE ->
                  true;
              case COMMIT, SOAK, DEVICE -> false;
            });
  }

  /// However often: it is nobody's mistake, and no reason to stop an upgrade. What was sent in this
  /// turn is read first in the next one; where nothing was, nothing is in doubt that was not
  /// before, and a database that is short of breath is not asked for a session on top.
  private StepResult untilStorageAnswers(Turn turn, StorageAway away, boolean unread) {
    LOG.warn("turn of job {}: {}", turn.job().id(), away.getMessage());
    turn.closeSession();
    boolean doubt = unread || turn.meantToSend();
    turn.adopt(turn.job().with(draft -> draft.doubt |= doubt));
    return new StepResult.NotYet(
        Optional.of(clock.instant().plus(STORAGE_AWAY)),
        Set.of(),
        "trying again: " + away.getMessage());
  }

  /// Something of ours is broken: try again, ever more seldom, then ask a person.
  private StepResult backOff(Turn turn, RuntimeException ours) {
    LOG.error("turn of job {} failed", turn.job().id(), ours);
    turn.closeSession();
    turn.adopt(turn.job().with(draft -> draft.doubt = true));
    int failures = turn.count(FAILURES);
    String what = ours.getClass().getSimpleName() + ": " + ours.getMessage();
    boolean parkable = turn.job().stage() != Stage.NEEDS_OPERATOR;
    if (failures >= MOST_FAILURES && parkable) {
      return StepResult.park(
          "internal-error",
          "Hitless itself failed " + failures + " times in a row.",
          List.of(what));
    }
    Duration pause = Duration.ofSeconds(5).multipliedBy(1L << Math.min(failures - 1, 10));
    Duration bounded = pause.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : pause;
    return new StepResult.NotYet(
        Optional.of(pace.poll(clock.instant(), bounded)), Set.of(), "trying again after " + what);
  }

  // --- recording ------------------------------------------------------------------------------

  private void record(Turn turn, StepResult result) {
    Instant now = clock.instant();
    switch (result) {
      case StepResult.Go go -> turn.save(moved(turn, go, now), changes(turn.job(), go));
      case StepResult.NotYet notYet -> {
        Job next = waiting(turn.job(), notYet, now);
        turn.save(next, wanted(turn, next, notYet));
      }
      case StepResult.Park park -> park(turn, park.outcome(), now);
    }
  }

  /// Told once each time that a job comes to wait for a second person.
  private static List<Event> wanted(Turn turn, Job next, StepResult.NotYet notYet) {
    boolean waited = LegalActions.of(turn.job()).contains(Action.APPROVE);
    return waited || !LegalActions.of(next).contains(Action.APPROVE)
        ? List.of()
        : List.of(turn.event(Event.Kind.APPROVAL_WANTED, notYet.doing(), List.of(), Map.of()));
  }

  private void park(Turn turn, Outcome found, Instant now) {
    Outcome outcome = withGuide(found, turn.job());
    Event told =
        turn.event(
            Event.Kind.NEEDS_OPERATOR,
            outcome.summary(),
            outcome.evidence(),
            Map.of("code", outcome.code(), "guide", outcome.guide()));
    if (turn.job().stage() == Stage.NEEDS_OPERATOR) {
      turn.save(
          turn.job()
              .with(draft -> {
                draft.outcome = Optional.of(outcome);
                draft.dueAt = AutoAbortWatch.nextAlert(turn);
                draft.updatedAt = now;
              }),
          List.of(told));
      return;
    }
    Stage from = turn.job().stage();
    turn.remember(memory -> memory.parkedFrom = Optional.of(from));
    var go = new StepResult.Go(Signal.PARK, outcome.summary(), StepResult.SELF, Optional.empty());
    List<Event> events = new ArrayList<>(changes(turn.job(), go));
    events.add(told);
    Job parked =
        moved(turn, go, now)
            .with(draft -> {
              draft.outcome = Optional.of(outcome);
              draft.dueAt = AutoAbortWatch.nextAlert(turn);
            });
    turn.save(parked, events);
  }

  private static Outcome withGuide(Outcome found, Job job) {
    return found.guide().isEmpty()
        ? new Outcome(
            found.code(),
            found.summary(),
            found.evidence(),
            found.rolledBackBy(),
            Guide.steps(found.code(), job))
        : found;
  }

  private Job moved(Turn turn, StepResult.Go go, Instant now) {
    Job job = turn.job();
    Stage to = machine.next(job.stage(), go.signal());
    Optional<Instant> deadline =
        StageTimes.allowed(to).map(allowed -> now.plus(pace.allowed(allowed)));
    Job next =
        job.with(draft -> {
          draft.stage = to;
          draft.enteredAt = now;
          draft.deadline = deadline;
          draft.dueAt = to.terminal() ? Optional.empty() : Optional.of(now);
          draft.waitingFor = Set.of();
          draft.step =
              to.terminal() || to == Stage.NEEDS_OPERATOR
                  ? Optional.empty()
                  : Optional.of(new Job.Step(word(to), now, deadline));
          draft.outcome = go.outcome();
          draft.timeline.add(new Job.Entered(to, now));
          draft.updatedAt = now;
          if (job.stage() == Stage.NEEDS_OPERATOR) {
            draft.memory = draft.memory.with(memory -> memory.parkedFrom = Optional.empty());
          }
        });
    return next.with(draft -> {
      draft.percent = StageTimes.percent(next, now, pace);
      draft.eta = StageTimes.eta(next, now, pace);
    });
  }

  private List<Event> changes(Job job, StepResult.Go go) {
    Stage to = machine.next(job.stage(), go.signal());
    List<Event> events = new ArrayList<>();
    if (job.step().isPresent()) {
      events.add(note(Event.Kind.STEP_ENDED, job, go.why(), job.step().get().name()));
    }
    events.add(
        new Event.StateChanged(
            job.id().value(),
            job.order().device(),
            Optional.of(job.stage().name()),
            to.name(),
            go.why(),
            go.by()));
    if (!to.terminal() && to != Stage.NEEDS_OPERATOR) {
      events.add(note(Event.Kind.STEP_STARTED, job, word(to), word(to)));
    }
    return events;
  }

  private static Event note(Event.Kind kind, Job job, String summary, String step) {
    return new Event.JobNote(
        kind, job.id().value(), job.order().device(), summary, List.of(), Map.of("step", step));
  }

  private Job waiting(Job job, StepResult.NotYet notYet, Instant now) {
    Optional<Instant> deadline =
        forPeople(notYet.waitingFor())
            ? StageTimes.allowed(job.stage())
                .map(allowed -> notYet.due().orElse(now).plus(pace.allowed(allowed)))
            : job.deadline();
    Optional<Job.Step> step =
        job.step().map(current -> new Job.Step(current.name(), current.startedAt(), deadline));
    return job.with(draft -> {
      draft.dueAt = notYet.due();
      draft.waitingFor = notYet.waitingFor();
      draft.deadline = deadline;
      draft.step = step;
      draft.percent = Math.max(job.percent(), StageTimes.percent(job, now, pace));
      draft.eta = StageTimes.eta(job, now, pace);
      draft.updatedAt = now;
    });
  }

  private static String word(Stage stage) {
    return stage.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
