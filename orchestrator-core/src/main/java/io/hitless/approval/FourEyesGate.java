package io.hitless.approval;

import io.hitless.access.Right;
import io.hitless.approval.Approval.Decision;
import io.hitless.job.Gate;
import io.hitless.job.Grant;
import io.hitless.job.Intent;
import io.hitless.job.Job;
import io.hitless.job.Jobs;
import io.hitless.job.WaitingFor;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;

/// Lets a job change a device only once a second person said so, where that is asked for. It looks
/// at what was approved right before each command that leads forward, so no path goes round it; the
/// way back and the commit stay open at any hour.
public final class FourEyesGate implements Gate {
  private final Gate order;
  private final Subjects subjects;
  private final Approvals approvals;
  private final Jobs jobs;
  private final Independence independence;

  /// @param order what else has to say yes
  public FourEyesGate(
      Gate order, Subjects subjects, Approvals approvals, Jobs jobs, Independence independence) {
    this.order = order;
    this.subjects = subjects;
    this.approvals = approvals;
    this.jobs = jobs;
    this.independence = independence;
  }

  @Override
  public Answer ask(Job job, Intent.Kind kind, Instant now) {
    Answer before = order.ask(job, kind, now);
    if (job.handedOver()) {
      return before;
    }
    Optional<String> missing =
        switch (kind) {
          case SAVE_CONFIGURATION, COPY, DELETE_FILE, ADD, ACTIVATE, INSTALL_ONE_STEP ->
              missing(job, subjects.upgrade(job), now);
          case CLEAR_INSTALL_STATE -> missing(job, subjects.clear(job), now);
          case COMMIT, ABORT, REMOVE_INACTIVE -> Optional.empty();
        };
    return missing.map(why -> with(before, why)).orElse(before);
  }

  /// Both are said, so that an approval can be given long before the hour has come.
  private static Answer with(Answer before, String why) {
    return switch (before) {
      case Answer.Open open ->
          new Answer.NotNow(EnumSet.of(WaitingFor.APPROVAL), why, Optional.empty());
      case Answer.NotNow notNow -> {
        EnumSet<WaitingFor> all = EnumSet.of(WaitingFor.APPROVAL);
        all.addAll(notNow.waitingFor());
        yield new Answer.NotNow(all, why + "; " + notNow.why(), notNow.again());
      }
    };
  }

  /// What stands between `subject` and its commands: one sentence, absent when nothing does.
  private Optional<String> missing(Job job, Subject subject, Instant now) {
    if (subject.why().isEmpty()) {
      return Optional.empty();
    }
    Optional<Approval> newest = approvals.newest(job.id(), subject.clear());
    if (newest.isEmpty()) {
      return Optional.of("a second person has to approve: " + String.join(", ", subject.why()));
    }
    Approval given = newest.get();
    return flaw(given, subject, independence, now)
        .or(() ->
            job.memory().granted().contains(Grant.approved(given.request()))
                ? Optional.empty()
                : Optional.of("the approval of " + given.name() + " is being taken up"))
        .or(() ->
            subject.clear().isPresent() && used(given)
                ? Optional.of("what " + given.name() + " approved was done once; ask again")
                : Optional.empty());
  }

  /// Why a decision does not let anything pass.
  static Optional<String> flaw(
      Approval given, Subject subject, Independence independence, Instant now) {
    String who = given.name();
    if (given.decision() == Decision.DENIED) {
      return Optional.of(who + " denied it: " + given.reason());
    }
    if (!given.digest().equals(subject.digest())) {
      return Optional.of(
          "what " + who + " approved was changed since, so it has to be approved again");
    }
    if (!now.isBefore(given.until())) {
      return Optional.of("the approval of " + who + " ended at " + given.until());
    }
    boolean glass = given.decision() == Decision.BROKEN_GLASS;
    Optional<String> same =
        glass ? Optional.empty() : independence.flaw(given.by(), given.person(), subject.asker());
    if (same.isPresent()) {
      return same.map(why -> why + ", so another person has to approve");
    }
    Right needed = glass ? Right.BREAK_GLASS : Right.APPROVE;
    return independence.may(given.by(), needed, now)
        ? Optional.empty()
        : Optional.of(who + " may no longer " + needed.word());
  }

  /// One approval, one `clear install state`; what the device refused doesn't count.
  private boolean used(Approval given) {
    return jobs.intents(given.job()).stream()
        .anyMatch(intent ->
            intent.kind() == Intent.Kind.CLEAR_INSTALL_STATE
                && intent.id() > given.afterIntent()
                && !intent.settledAs().map(as -> as.startsWith("refused")).orElse(false));
  }
}
