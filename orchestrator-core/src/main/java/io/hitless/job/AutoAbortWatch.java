package io.hitless.job;

import io.hitless.device.facts.AutoAbort;
import io.hitless.device.facts.IssuState;
import io.hitless.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps an eye on the device's own timer between activation and commit.
public final class AutoAbortWatch {
  private static final List<Integer> ALERTS = List.of(50, 75, 90);

  private AutoAbortWatch() {}

  /// Takes over what the device says of its timer. Where a release prints none although an upgrade
  /// of ours runs, the default is counted from the activation; a timer that ran out stays known.
  static void read(Turn turn, Look look) {
    Optional<Instant> begun = turn.meantAt(Intent.Kind.ACTIVATE);
    if (begun.isEmpty()) {
      return;
    }
    Optional<Instant> ends =
        look.timerLeft()
            .map(left -> turn.now().plus(turn.pace().scaled(left)))
            .or(() -> assumed(turn, look, begun.get()))
            .or(() ->
                turn.memory()
                    .timerEndsAt()
                    .filter(end -> !stoppedByHand(turn, look) && !turn.now().isBefore(end)));
    turn.remember(memory -> {
      memory.timerEndsAt = ends;
      memory.timerTotal =
          ends.map(end -> Duration.between(begun.get(), end)).or(() -> memory.timerTotal);
    });
  }

  /// An activation was sent: until the device says better, its default timer is taken to run.
  public static void begins(Turn turn) {
    Duration total = turn.pace().scaled(AutoAbortBudget.DEVICE_DEFAULT);
    turn.remember(memory -> {
      memory.timerEndsAt = Optional.of(turn.now().plus(total));
      memory.timerTotal = Optional.of(total);
    });
  }

  /// An upgrade that stands activated without a timer: an operator stopped it on the device. On the
  /// way back the device stops it as well.
  private static boolean stoppedByHand(Turn turn, Look look) {
    return stopped(look) && turn.memory().seen().equals(Optional.of(Situation.ACTIVATED));
  }

  private static boolean stopped(Look look) {
    return look.issu()
        .value()
        .inProgress()
        .map(IssuState.InProgress::autoAbort)
        .filter(AutoAbort.Inactive.class::isInstance)
        .isPresent();
  }

  private static Optional<Instant> assumed(Turn turn, Look look, Instant begun) {
    boolean going = look.issu().value().inProgress().isPresent();
    return going && !stopped(look)
        ? Optional.of(turn.pace().after(begun, AutoAbortBudget.DEVICE_DEFAULT))
        : Optional.empty();
  }

  /// Tells at 50, 75 and 90 % of the timer, once each.
  public static void alert(Turn turn) {
    Memory memory = turn.memory();
    if (memory.timerEndsAt().isEmpty() || memory.timerTotal().isEmpty()) {
      return;
    }
    Duration left = Duration.between(turn.now(), memory.timerEndsAt().get());
    double total = Math.max(1, memory.timerTotal().get().toMillis());
    int used = (int) (100 * (1 - left.toMillis() / total));
    for (int percent : ALERTS) {
      if (used >= percent && !memory.alerted().contains(percent)) {
        turn.remember(draft -> draft.alerted.add(percent));
        turn.note(
            Event.Kind.AUTO_ABORT_ALERT,
            percent + " % of the time until the device rolls back by itself is over",
            List.of(),
            Map.of("percent", percent, "rollsBackAt", memory.timerEndsAt().get().toString()));
      }
    }
  }

  /// When a job that waits for a person has to be told of next; absent when nothing is left to
  /// tell.
  static Optional<Instant> nextAlert(Turn turn) {
    Memory memory = turn.memory();
    if (memory.timerEndsAt().isEmpty() || memory.timerTotal().isEmpty()) {
      return Optional.empty();
    }
    Instant end = memory.timerEndsAt().get();
    Duration total = memory.timerTotal().get();
    return ALERTS.stream()
        .filter(percent -> !memory.alerted().contains(percent))
        .map(percent -> end.minus(total.multipliedBy(100 - percent).dividedBy(100)))
        .filter(turn.now()::isBefore)
        .min(Instant::compareTo);
  }

  /// Whether enough is left of the timer to begin a commit. A device without a timer gives all the
  /// time in the world.
  public static boolean commitFits(Turn turn) {
    return turn.memory()
        .timerEndsAt()
        .map(end -> !turn.now().plus(turn.pace().scaled(AutoAbortBudget.COMMIT)).isAfter(end))
        .orElse(true);
  }

  /// Whether the device's timer must have run out by now.
  public static boolean ranOut(Turn turn) {
    return turn.memory().timerEndsAt().map(end -> !turn.now().isBefore(end)).orElse(false);
  }

  /// Whether so little is left of the timer that nothing more is planned before it.
  public static boolean marginReached(Turn turn) {
    return turn.memory()
        .timerEndsAt()
        .map(end -> !turn.now().plus(turn.pace().scaled(AutoAbortBudget.MARGIN)).isBefore(end))
        .orElse(false);
  }

  /// Until when both units may take to be back after the timer ran out.
  public static boolean stillReverting(Turn turn) {
    return turn.memory()
        .timerEndsAt()
        .map(end ->
            ranOut(turn)
                && turn.now()
                    .isBefore(end.plus(turn.pace().allowed(AutoAbortBudget.UNTIL_TERMINAL))))
        .orElse(false);
  }
}
