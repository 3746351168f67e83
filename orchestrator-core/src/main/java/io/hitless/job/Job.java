package io.hitless.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /// What is being done.
  public record Step(String name, Instant startedAt, Optional<Instant> deadline) {}

  /// When a stage was entered.
  public record Entered(Stage stage, Instant at) {}
}
