package io.hitless.device.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The record of one ISSU operation from the added image to the commit, as `show issu state detail`
/// tells it.
final class Issu {
  /// Whether the operator takes the steps or the engine does.
  enum Kind {
    STEP_BY_STEP("Step-by-step ISSU"),
    ONE_SHOT("One-shot ISSU");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /// Where it stands.
  enum State {
    ADDED("Added"),
    STANDBY_ACTIVATED("Standby activated"),
    SWITCHED_OVER("Active switched-over"),
    ACTIVATED("Activated");

    private final String words;

    State(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /// One line under `Completed operations`; a line appears when the operation begins.
  record Step(String operation, Instant start) {}

  private final Kind kind;
  private final Release target;
  private final Release previous;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> transitions = new ArrayList<>(List.of(State.ADDED.words()));
  private State state = State.ADDED;
  private Optional<Instant> timerEnds = Optional.empty();
  private String abortReason = "N/A";
  private boolean committing;
  private boolean aborting;

  Issu(Kind kind, Release target, Release previous) {
    this.kind = kind;
    this.target = target;
    this.previous = previous;
  }

  Kind kind() {
    return kind;
  }

  Release target() {
    return target;
  }

  Release previous() {
    return previous;
  }

  State state() {
    return state;
  }

  void begin(String operation, Instant at) {
    steps.add(new Step(operation, at));
  }

  void reach(State next) {
    state = next;
    if (next != State.ACTIVATED) {
      transitions.add(next.words());
    }
  }

  /// 17.x writes the activated state down again at each commit it is told of.
  void noteActivatedAgain() {
    transitions.add(State.ACTIVATED.words());
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  List<String> transitions() {
    return List.copyOf(transitions);
  }

  String lastOperation() {
    return steps.isEmpty() ? "N/A" : steps.getLast().operation();
  }

  Optional<Instant> timerEnds() {
    return timerEnds;
  }

  void startTimer(Instant end) {
    timerEnds = Optional.of(end);
  }

  void stopTimer() {
    timerEnds = Optional.empty();
  }

  Optional<Duration> remaining(Instant now) {
    return timerEnds.map(end -> end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO);
  }

  String abortReason() {
    return abortReason;
  }

  boolean isCommitting() {
    return committing;
  }

  void committing() {
    committing = true;
  }

  boolean isAborting() {
    return aborting;
  }

  void aborting(String reason) {
    aborting = true;
    abortReason = reason;
  }
}
