package io.hitless.job;

import java.util.EnumSet;
import java.util.Set;

/// An action that the job's state does not allow.
public final class IllegalInState extends RuntimeException {
  private final Action action;
  private final Stage stage;
  private final transient Set<Action> legal;
  private final String why;

  public IllegalInState(Action action, Stage stage, Set<Action> legal, String why) {
    super(action.word() + " is not allowed in " + stage + ": " + why);
    this.action = action;
    this.stage = stage;
    this.legal = legal.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(legal));
    this.why = why;
  }

  public Action action() {
    return action;
  }

  public Stage stage() {
    return stage;
  }

  public Set<Action> legal() {
    return legal;
  }

  public String why() {
    return why;
  }
}
