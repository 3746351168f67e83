package io.hitless.device.sim;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Something a device does in steps that take time, whether or not anyone watches. Each step has a
/// name, its *tick*, at which a mishap may strike.
final class Procedure {
  private sealed interface Step {
    record Act(Duration delay, String tick, Runnable act) implements Step {}

    record Await(String tick, Consumer<Runnable> begin) implements Step {}
  }

  private final Timeline timeline;
  private final Consumer<String> ticks;
  private final Deque<Step> steps = new ArrayDeque<>();
  private Timeline.@Nullable Timer timer;
  private boolean stopped;

  /// @param ticks is told each tick right before its step is taken
  Procedure(Timeline timeline, Consumer<String> ticks) {
    this.timeline = timeline;
    this.ticks = ticks;
  }

  Procedure then(Duration wait, String tick, Runnable act) {
    steps.add(new Step.Act(wait, tick, act));
    return this;
  }

  /// Waits for something that takes as long as it takes; `begin` is handed what to call when it has
  /// happened.
  Procedure await(String tick, Consumer<Runnable> begin) {
    steps.add(new Step.Await(tick, begin));
    return this;
  }

  void start() {
    next();
  }

  void stop() {
    stopped = true;
    if (timer != null) {
      timer.cancel();
    }
  }

  private void next() {
    Step step = steps.poll();
    if (step == null || stopped) {
      return;
    }
    switch (step) {
      case Step.Act(Duration delay, String tick, Runnable act) ->
          timer =
              timeline.after(
                  delay,
                  () -> {
                    ticks.accept(tick);
                    if (!stopped) {
                      act.run();
                      next();
                    }
                  });
      case Step.Await(String tick, Consumer<Runnable> begin) -> {
        ticks.accept(tick);
        if (!stopped) {
          begin.accept(this::next);
        }
      }
    }
  }
}
