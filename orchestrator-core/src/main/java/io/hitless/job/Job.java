package io.hitless.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// One upgrade of one device, as its row stands.
///
/// @param enteredAt when it came to this stage
/// @param deadline when the stage must have ended; a waiting stage without one waits for people
/// @param dueAt when the next turn is wanted; absent when only an operator can move it, or never
///   again
/// @param step what is being done now
/// @param percent done, 0 to 100
/// @param doubt whether the next turn must read the device before anything else
/// @param handedOver whether an operator took the device over (`take-over`), so that nothing is
///   sent
/// @param timeline stages in the order entered
/// @param epoch of the lease that wrote the row last
/// @param version grows with every write
public record Job(
    JobId id,
    JobOrder order,
    Stage stage,
    Instant enteredAt,
    Optional<Instant> deadline,
    Optional<Instant> dueAt,
    Set<WaitingFor> waitingFor,
    Optional<Step> step,
    int percent,
    Optional<Instant> eta,
    boolean doubt,
    boolean handedOver,
    Memory memory,
    Optional<Outcome> outcome,
    List<Entered> timeline,
    long epoch,
    long version,
    Instant createdAt,
    Instant updatedAt) {
  public Job {
    waitingFor = Set.copyOf(waitingFor);
    timeline = List.copyOf(timeline);
  }

  /// A new job in its first stage, due at once.
  public static Job queued(JobId id, JobOrder order, Instant now) {
    return new Job(
        id,
        order,
        Stage.QUEUED,
        now,
        Optional.empty(),
        Optional.of(now),
        Set.of(),
        Optional.empty(),
        0,
        Optional.empty(),
        false,
        false,
        Memory.NONE,
        Optional.empty(),
        List.of(new Entered(Stage.QUEUED, now)),
        0,
        0,
        now,
        now);
  }

  /// A copy in which `change` has changed something; identity, order, epoch and version stay.
  public Job with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.job(this);
  }

  /// What is being done.
  public record Step(String name, Instant startedAt, Optional<Instant> deadline) {}

  /// When a stage was entered.
  public record Entered(Stage stage, Instant at) {}

  /// A job while it is being changed.
  public static final class Draft {
    public Stage stage;
    public Instant enteredAt;
    public Optional<Instant> deadline;
    public Optional<Instant> dueAt;
    public Set<WaitingFor> waitingFor;
    public Optional<Step> step;
    public int percent;
    public Optional<Instant> eta;
    public boolean doubt;
    public boolean handedOver;
    public Memory memory;
    public Optional<Outcome> outcome;
    public List<Entered> timeline;
    public Instant updatedAt;

    private Draft(Job from) {
      stage = from.stage;
      enteredAt = from.enteredAt;
      deadline = from.deadline;
      dueAt = from.dueAt;
      waitingFor = from.waitingFor;
      step = from.step;
      percent = from.percent;
      eta = from.eta;
      doubt = from.doubt;
      handedOver = from.handedOver;
      memory = from.memory;
      outcome = from.outcome;
      timeline = new ArrayList<>(from.timeline);
      updatedAt = from.updatedAt;
    }

    private Job job(Job from) {
      return new Job(
          from.id,
          from.order,
          stage,
          enteredAt,
          deadline,
          dueAt,
          waitingFor,
          step,
          percent,
          eta,
          doubt,
          handedOver,
          memory,
          outcome,
          timeline,
          from.epoch,
          from.version,
          from.createdAt,
          updatedAt);
    }
  }
}
