package io.hitless.job.night;

import io.hitless.device.SshProfile;
import io.hitless.job.Action;
import io.hitless.job.JobOrder.CommitBy;
import io.hitless.job.JobOrder.OnFailure;
import io.hitless.job.JobOrder.Workflow;
import io.hitless.job.Outcome.RolledBackBy;
import io.hitless.job.Stage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One bad night as a line of the table: what the switch does, what was ordered, what people do,
/// and how it must end.
///
/// @param name of the test, in the table's words
/// @param row of the failure catalogue; 0 for faults of the wire and for what people do
/// @param scenario of the simulated switch
/// @param profile when not the scenario's own or the usual
/// @param story what happens, when the scenario's own story does not tell all of it
/// @param scale of the switch's time, when not the usual: nights that consist of hours are hurried
/// @param then what people do, in order
/// @param ends the stage that the job ends or parks in
/// @param code of the outcome
/// @param sends every changing command that the switch may have received, in order; `IMAGE` stands
///   for the path, and a line ending in `*` may have come several times in a row
/// @param evidence words that the outcome's evidence must hold, as the switch printed them
/// @param guide words that the way out must hold
record Night(
    String name,
    int row,
    String scenario,
    Optional<String> profile,
    Optional<String> story,
    Optional<Double> scale,
    Order order,
    List<Deed> then,
    Stage ends,
    String code,
    Optional<RolledBackBy> by,
    List<String> sends,
    List<String> evidence,
    List<String> guide) {
  Night {
    order = Objects.requireNonNullElse(order, Order.USUAL);
    then = listed(then);
    sends = listed(sends);
    evidence = listed(evidence);
    guide = listed(guide);
  }

  private static <T> List<T> listed(List<T> given) {
    return given == null ? List.of() : List.copyOf(given);
  }

  /// What was ordered, where it is not the usual.
  ///
  /// @param soak minutes of device time
  /// @param source where the image comes from
  /// @param pinned whether every key of the switch is pinned, or only those that it shows today
  record Order(
      Workflow workflow,
      CommitBy commit,
      OnFailure onFailure,
      Integer soak,
      Optional<Boolean> stageOnly,
      Source source,
      Pinned pinned,
      SshProfile ssh) {
    static final Order USUAL =
        new Order(null, null, null, null, Optional.empty(), null, null, null);

    Order {
      workflow = Objects.requireNonNullElse(workflow, Workflow.THREE_STEP);
      commit = Objects.requireNonNullElse(commit, CommitBy.AUTO);
      onFailure = Objects.requireNonNullElse(onFailure, OnFailure.ABORT);
      soak = Objects.requireNonNullElse(soak, 2);
      source = Objects.requireNonNullElse(source, Source.ON_DEVICE);
      pinned = Objects.requireNonNullElse(pinned, Pinned.ALL);
      ssh = Objects.requireNonNullElse(ssh, SshProfile.LEGACY);
    }
  }

  /// Where the image comes from.
  enum Source {
    ON_DEVICE,
    PULL
  }

  /// Which host keys are pinned.
  enum Pinned {
    ALL,
    /// All, and each unit shows one of its own.
    PER_UNIT,
    FIRST
  }

  /// Something that people do, or that happens to the service, when the job has come to a stage.
  ///
  /// @param at the stage
  /// @param once what the switch must be before
  /// @param ask an action of the operator; absent when the service is stopped until `once`
  /// @param as for `RESOLVE`
  /// @param installState for `CLEAR`
  /// @param byHand a change that a person sends over a session of his own
  record Deed(
      Stage at,
      Optional<Truth> once,
      Optional<Action> ask,
      Optional<Stage> as,
      Optional<Boolean> installState,
      Optional<ByHand> byHand) {}

  /// Changes that people make by hand.
  enum ByHand {
    ABORT,
    REMOVE_INACTIVE,
    SAVE,
    COMMIT
  }

  /// What a switch is in truth, told by itself and not by its commands.
  enum Truth {
    /// Both units on the release of before and in step, nothing going on.
    BACK,
    /// Both units in step, nothing going on.
    IDLE,
    /// Activated on both units.
    ACTIVATED
  }
}
