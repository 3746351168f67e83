package io.hitless.api.job;

import io.hitless.access.Caller;
import io.hitless.api.body.AtMost;
import io.hitless.api.body.Form;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;
import io.hitless.api.body.Within;
import io.hitless.api.problem.Violation;
import io.hitless.job.JobOrder.CommitBy;
import io.hitless.job.JobOrder.ExternalRef;
import io.hitless.job.JobOrder.OnFailure;
import io.hitless.job.JobOrder.Workflow;
import io.hitless.job.OrderRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An order for one upgrade as a client hands it in.
record JobForm(
    @Is(Grammar.ID_OR_NAME) String device,
    @Is(Grammar.ID) String image,
    Optional<Workflow> workflow,
    Optional<CommitBy> commit,
    Optional<@Within(min = "PT0S", max = "P7D") Duration> soak,
    Optional<OnFailure> onFailure,
    Optional<Instant> notBefore,
    Optional<@Is(Grammar.ID) String> window,
    Optional<Boolean> stageOnly,
    Optional<Boolean> acknowledgeNoRollback,
    @AtMost(20) List<Ref> externalRefs,
    @Is(Grammar.SENTENCE) String reason)
    implements Form {
  private static final Duration USUAL_SOAK = Duration.ofMinutes(10);

  private static final Duration FURTHEST = Duration.ofDays(366);

  /// A ticket elsewhere.
  record Ref(@Is(Grammar.SYSTEM) String system, @Is(Grammar.TICKET) String key) {}

  OrderRequest by(Caller author) {
    return new OrderRequest(
        device,
        image,
        workflow.orElse(Workflow.THREE_STEP),
        commit.orElse(CommitBy.AUTO),
        soak.orElse(USUAL_SOAK),
        onFailure.orElse(OnFailure.ABORT),
        notBefore,
        stageOnly.orElse(false),
        acknowledgeNoRollback.orElse(false),
        externalRefs.stream().map(it -> new ExternalRef(it.system(), it.key())).toList(),
        reason,
        author.name(),
        author.person());
  }

  /// An order further ahead than anybody plans is a slip of the keyboard.
  Optional<Violation> untimely(Instant now) {
    return notBefore
        .filter(now.plus(FURTHEST)::isBefore)
        .map(_ -> new Violation("/notBefore", "out-of-range", "must be within a year from now"));
  }

  @Override
  public List<Violation> contradictions() {
    // None can be registered in this release, so none has this id. Taking the order without its
    // window would upgrade at the wrong hour.
    return window.isEmpty()
        ? List.of()
        : List.of(
            new Violation(
                "/window", "unknown-window", "there is no maintenance window of this id"));
  }
}
