package io.hitless.job;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Holds a job to its own order: nothing before `notBefore`, nothing while an operator has taken
/// the device over. The way back and the way out stay open at any hour.
public final class OrderGate implements Gate {

  @Override
  public Answer ask(Job job, Intent.Kind kind, Instant now) {
    if (job.handedOver()) {
      return new Answer.NotNow(Set.of(), "an operator has taken the device over", Optional.empty());
    }
    Optional<Instant> earliest = job.order().notBefore().filter(now::isBefore);
    if (earliest.isPresent() && forward(kind)) {
      return new Answer.NotNow(
          Set.of(WaitingFor.NOT_BEFORE), "ordered for not before " + earliest.get(), earliest);
    }
    return new Answer.Open();
  }

  private static boolean forward(Intent.Kind kind) {
    return switch (kind) {
      case SAVE_CONFIGURATION, COPY, DELETE_FILE, ADD, ACTIVATE, INSTALL_ONE_STEP -> true;
      case COMMIT, ABORT, REMOVE_INACTIVE, CLEAR_INSTALL_STATE -> false;
    };
  }
}
