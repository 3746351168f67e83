package io.hitless.job;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.statemachine.StateMachine;
import org.springframework.statemachine.StateMachineEventResult;
import org.springframework.statemachine.StateMachineEventResult.ResultType;
import org.springframework.statemachine.config.StateMachineBuilder;
import reactor.core.publisher.Mono;

/// Says where a signal leads. The only class that knows Spring State Machine: a machine is built
/// from our own table for one question, stands on the job's stage, gets the signal, and is thrown
/// away. It does nothing on the way, since its result does not tell an action that threw from an
/// arrow that isn't there. An arrow leads where it leads: each is asked for once, and the answer
/// kept.
public final class JobMachine {
  private static final Map<Question, Stage> KNOWN = new ConcurrentHashMap<>();

  private record Question(Stage from, Signal signal) {}

  /// The stage that `signal` leads to from `from`.
  ///
  /// @throws IllegalArrow when the table has no such arrow
  public Stage next(Stage from, Signal signal) {
    return KNOWN.computeIfAbsent(
        new Question(from, signal), question -> asked(question.from(), question.signal()));
  }

  private static Stage asked(Stage from, Signal signal) {
    StateMachine<Stage, Signal> machine = standingOn(from);
    machine.startReactively().block();
    try {
      List<StateMachineEventResult<Stage, Signal>> results =
          machine
              .sendEventCollect(Mono.just(MessageBuilder.withPayload(signal).build()))
              .blockOptional()
              .orElse(List.of());
      Stage after = machine.getState().getId();
      boolean accepted =
          !results.isEmpty()
              && results.stream().allMatch(result -> result.getResultType() == ResultType.ACCEPTED);
      if (!accepted || after == from) {
        throw new IllegalArrow(from, signal);
      }
      return after;
    } finally {
      machine.stopReactively().block();
    }
  }

  private static StateMachine<Stage, Signal> standingOn(Stage stage) {
    try {
      StateMachineBuilder.Builder<Stage, Signal> builder = StateMachineBuilder.builder();
      builder.configureStates().withStates().initial(stage).states(EnumSet.allOf(Stage.class));
      var transitions = builder.configureTransitions();
      for (Arrow arrow : Arrow.TABLE) {
        transitions.withExternal().source(arrow.from()).event(arrow.signal()).target(arrow.to());
      }
      return builder.build();
    } catch (Exception malformed) {
      throw new IllegalStateException("the table of arrows makes no machine", malformed);
    }
  }

  /// A step said something that cannot be said in its stage: a mistake of ours.
  public static final class IllegalArrow extends RuntimeException {
    IllegalArrow(Stage from, Signal signal) {
      super("there is no arrow from " + from + " by " + signal);
    }
  }
}
