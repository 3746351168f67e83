package io.hitless.approval;

import io.hitless.access.Caller;
import io.hitless.access.Right;
import io.hitless.approval.Approval.Decision;
import io.hitless.event.Event;
import io.hitless.job.Action;
import io.hitless.job.ActionRequest;
import io.hitless.job.IllegalInState;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.job.LegalActions;
import io.hitless.job.NoSuchJob;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a second person's word on what a job waits to do. The word is kept; whether it counts is
/// found out by the gate, at the moment of the command.
public final class Decide {
  private static final Logger LOG = LoggerFactory.getLogger(Decide.class);
  private static final Set<Action> DECISIONS =
      EnumSet.of(Action.APPROVE, Action.DENY, Action.BREAK_GLASS);

  private final Jobs jobs;
  private final Approvals approvals;
  private final Subjects subjects;
  private final Independence independence;
  private final FourEyesPolicy policy;
  private final InstantSource clock;

  public Decide(
      Jobs jobs,
      Approvals approvals,
      Subjects subjects,
      Independence independence,
      FourEyesPolicy policy,
      InstantSource clock) {
    this.jobs = jobs;
    this.approvals = approvals;
    this.subjects = subjects;
    this.independence = independence;
    this.policy = policy;
    this.clock = clock;
  }

  /// @param digest of what was read and is approved
  /// @throws NoSuchJob when there is none
  /// @throws IllegalInState when it waits for nobody's approval, or has it
  /// @throws Stale when it is not what it was when read
  /// @throws NotASecondPerson when `caller` asked for it
  public Job approve(JobId id, Caller caller, String digest, String reason) {
    return decide(id, Action.APPROVE, caller, Optional.of(digest), reason, policy.validFor());
  }

  /// The same, for a no: the job ends, or the request to clear is taken back.
  public Job deny(JobId id, Caller caller, String digest, String reason) {
    return decide(id, Action.DENY, caller, Optional.of(digest), reason, policy.validFor());
  }

  /// An emergency: goes on without a second person, for a while, with an alarm.
  ///
  /// @throws IllegalArgumentException when it is to last longer than the policy lets it
  public Job breakGlass(JobId id, Caller caller, String reason, Duration lasting) {
    if (!lasting.isPositive() || lasting.compareTo(policy.longestBreakGlass()) > 0) {
      throw new IllegalArgumentException("at most " + policy.longestBreakGlass());
    }
    return decide(id, Action.BREAK_GLASS, caller, Optional.empty(), reason, lasting);
  }

  /// What `caller` may ask of a job: decisions only where they concern them.
  public Set<Action> legal(Job job, Caller caller) {
    Set<Action> legal = LegalActions.of(job);
    if (!legal.contains(Action.APPROVE)) {
      return legal;
    }
    var theirs = EnumSet.copyOf(legal);
    if (!caller.may(Right.APPROVE) || same(caller, subjects.asker(job)).isPresent()) {
      theirs.removeAll(EnumSet.of(Action.APPROVE, Action.DENY));
    }
    if (!caller.may(Right.BREAK_GLASS)) {
      theirs.remove(Action.BREAK_GLASS);
    }
    return theirs;
  }

  private Optional<String> same(Caller caller, Asker asker) {
    return independence.flaw(caller.id(), caller.person(), asker);
  }

  private Job decide(
      JobId id,
      Action action,
      Caller caller,
      Optional<String> digest,
      String reason,
      Duration lasting) {
    Job job = jobs.find(id).orElseThrow(() -> new NoSuchJob(id));
    Subject subject = subjects.waiting(job);
    Instant now = clock.instant();
    legal(job, action, subject, now);
    if (digest.filter(read -> !read.equals(subject.digest())).isPresent()) {
      throw new Stale(subject.digest());
    }
    if (action != Action.BREAK_GLASS) {
      same(caller, subject.asker())
          .ifPresent(why -> {
            throw new NotASecondPerson(why, Optional.of(Right.BREAK_GLASS));
          });
    }
    var request =
        new ActionRequest(
            0,
            id,
            action,
            reason.strip(),
            caller.name(),
            caller.person(),
            Optional.empty(),
            false,
            now);
    var decision =
        new Approval(
            0,
            id,
            subject.clear(),
            word(action),
            subject.digest(),
            caller.id(),
            caller.name(),
            caller.person(),
            reason.strip(),
            now,
            now.plus(lasting),
            0,
            0);
    Approval kept = approvals.keep(decision, request, List.of(event(job, subject, decision)));
    if (kept.decision() == Decision.BROKEN_GLASS) {
      LOG.warn(
          "glass broken by {} for job {} on {} until {}: {}",
          kept.name(),
          id,
          job.order().deviceName(),
          kept.until(),
          kept.reason());
    }
    return jobs.find(id).orElseThrow(() -> new NoSuchJob(id));
  }

  private void legal(Job job, Action action, Subject subject, Instant now) {
    Set<Action> legal = LegalActions.of(job);
    if (!legal.contains(action)) {
      throw new IllegalInState(action, job.stage(), legal, "the job waits for no approval");
    }
    Optional<Approval> given = approvals.newest(job.id(), subject.clear());
    boolean stands =
        given.isPresent() && FourEyesGate.flaw(given.get(), subject, independence, now).isEmpty();
    boolean again = stands && action != Action.DENY;
    boolean denied =
        given.filter(it -> it.decision() == Decision.DENIED).isPresent() && action == Action.DENY;
    if (again || denied) {
      var others = EnumSet.copyOf(legal);
      others.removeAll(DECISIONS);
      throw new IllegalInState(
          action, job.stage(), others, given.get().name() + " has decided already");
    }
  }

  private static Decision word(Action action) {
    return switch (action) {
      case APPROVE -> Decision.APPROVED;
      case DENY -> Decision.DENIED;
      case BREAK_GLASS -> Decision.BROKEN_GLASS;
      case CANCEL, COMMIT, ABORT, CLEAR, RETRY, RESOLVE, TAKE_OVER, HAND_BACK ->
          throw new IllegalArgumentException(action + " is no decision");
    };
  }

  private static Event event(Job job, Subject subject, Approval decision) {
    Event.Kind kind =
        switch (decision.decision()) {
          case APPROVED -> Event.Kind.APPROVED;
          case DENIED -> Event.Kind.DENIED;
          case BROKEN_GLASS -> Event.Kind.GLASS_BROKEN;
        };
    String what = subject.clear().isPresent() ? "clear install state" : "the upgrade";
    String verb =
        switch (decision.decision()) {
          case APPROVED -> " approves ";
          case DENIED -> " denies ";
          case BROKEN_GLASS -> " goes on without a second person with ";
        };
    return new Event.JobNote(
        kind,
        job.id().value(),
        job.order().device(),
        decision.name() + verb + what + ": " + decision.reason(),
        List.of(),
        Map.of(
            "by", decision.name(),
            "person", decision.person(),
            "askedBy", subject.askedBy(),
            "reason", decision.reason(),
            "until", decision.until().toString(),
            "digest", decision.digest()));
  }
}
