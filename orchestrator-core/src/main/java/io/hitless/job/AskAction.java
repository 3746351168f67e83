package io.hitless.job;

import io.hitless.event.Event;
import io.hitless.job.OrderRefused.Kind;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Leaves an operator's wish with a job. The job's next turn takes it up, after it has read the
/// device where that matters.
public final class AskAction {
  private static final Set<Stage> RESOLUTIONS =
      EnumSet.of(Stage.SUCCEEDED, Stage.ROLLED_BACK, Stage.FAILED);

  private final Jobs jobs;
  private final InstantSource clock;

  public AskAction(Jobs jobs, InstantSource clock) {
    this.jobs = jobs;
    this.clock = clock;
  }

  /// @param by who asks
  /// @param person who answers for it
  /// @param resolveAs for [Action#RESOLVE] only, and needed there
  /// @param installState for [Action#CLEAR] only: the disruptive way
  /// @return the job as it stands, before the wish is taken up
  /// @throws NoSuchJob when there is none
  /// @throws IllegalInState when the job's state doesn't allow it
  /// @throws OrderRefused when the wish itself is malformed
  public Job ask(
      JobId id,
      Action action,
      String reason,
      String by,
      String person,
      Optional<Stage> resolveAs,
      boolean installState) {
    Job job = jobs.find(id).orElseThrow(() -> new NoSuchJob(id));
    wellFormed(action, reason, resolveAs, installState);
    Set<Action> legal = LegalActions.of(job);
    if (!legal.contains(action) || LegalActions.DECISIONS.contains(action)) {
      throw new IllegalInState(action, job.stage(), legal, LegalActions.whyNot(job, action));
    }
    var request =
        new ActionRequest(
            0, id, action, reason.strip(), by, person, resolveAs, installState, clock.instant());
    jobs.request(request, List.of(event(job, request)));
    return jobs.find(id).orElseThrow(() -> new NoSuchJob(id));
  }

  private static void wellFormed(
      Action action, String reason, Optional<Stage> resolveAs, boolean installState) {
    if (reason.isBlank()) {
      throw new OrderRefused(Kind.INVALID, "reason-missing", "/reason", "say why");
    }
    boolean resolving = action == Action.RESOLVE;
    if (resolving && resolveAs.isEmpty()) {
      throw new OrderRefused(Kind.INVALID, "resolution-missing", "/as", "say how it ended");
    }
    if (resolveAs.isPresent() && !(resolving && RESOLUTIONS.contains(resolveAs.get()))) {
      throw new OrderRefused(
          Kind.INVALID,
          "resolution-invalid",
          "/as",
          "resolve takes SUCCEEDED, ROLLED_BACK or FAILED");
    }
    if (installState && action != Action.CLEAR) {
      throw new OrderRefused(
          Kind.INVALID, "scope-invalid", "/scope", "only clear takes the scope INSTALL_STATE");
    }
  }

  private static Event event(Job job, ActionRequest request) {
    return new Event.JobNote(
        Event.Kind.ACTION_REQUESTED,
        job.id().value(),
        job.order().device(),
        request.by() + " asks to " + request.action().word() + ": " + request.reason(),
        List.of(),
        Map.of("action", request.action().word(), "by", request.by(), "reason", request.reason()));
  }
}
