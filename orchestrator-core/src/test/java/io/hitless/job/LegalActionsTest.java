package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.testing.Some;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LegalActionsTest {
  private static Job job(Stage stage) {
    return Some.job(Some.device("core-1"), Some.image("16.12.4"))
        .with(draft -> draft.stage = stage);
  }

  private static Job parked(Stage from, Optional<Situation> seen) {
    return job(Stage.NEEDS_OPERATOR)
        .with(draft ->
            draft.memory =
                draft.memory.with(memory -> {
                  memory.parkedFrom = Optional.of(from);
                  memory.seen = seen;
                }));
  }

  @Test
  void nothing_is_legal_once_a_job_has_ended() {
    for (Stage stage : Stage.values()) {
      assertThat(LegalActions.of(job(stage)).isEmpty()).isEqualTo(stage.terminal());
    }
  }

  @Test
  void only_handing_back_is_legal_while_an_operator_has_the_device() {
    for (Stage stage : Stage.values()) {
      if (!stage.terminal()) {
        Job held = job(stage).with(draft -> draft.handedOver = true);
        assertThat(LegalActions.of(held)).containsExactly(Action.HAND_BACK);
      }
    }
  }

  @Test
  void cancel_is_legal_exactly_while_nothing_was_activated() {
    var cancellable =
        EnumSet.of(Stage.QUEUED, Stage.PRECHECKING, Stage.STAGING, Stage.ADDING, Stage.STAGED);
    for (Stage stage : Stage.values()) {
      if (stage != Stage.NEEDS_OPERATOR) {
        assertThat(LegalActions.of(job(stage)).contains(Action.CANCEL))
            .isEqualTo(cancellable.contains(stage));
      }
    }
  }

  @Test
  void commit_is_legal_while_soaking_and_for_a_parked_job_only_on_an_activated_device() {
    assertThat(LegalActions.of(job(Stage.SOAKING))).contains(Action.COMMIT, Action.ABORT);
    for (Situation seen : Situation.values()) {
      assertThat(LegalActions.of(parked(Stage.SOAKING, Optional.of(seen))).contains(Action.COMMIT))
          .isEqualTo(seen == Situation.ACTIVATED);
    }
  }

  @Test
  void a_parked_job_that_never_activated_offers_no_abort_and_no_commit_whatever_is_seen() {
    for (Stage from : Set.of(Stage.PRECHECKING, Stage.STAGING, Stage.ADDING, Stage.STAGED)) {
      for (Situation seen : Situation.values()) {
        assertThat(LegalActions.of(parked(from, Optional.of(seen))))
            .doesNotContain(Action.ABORT, Action.COMMIT)
            .contains(Action.RETRY, Action.RESOLVE, Action.CANCEL);
      }
    }
  }

  @Test
  void a_parked_job_whose_device_was_never_read_can_be_retried_resolved_or_taken_over() {
    assertThat(LegalActions.of(parked(Stage.WAITING_FOR_SSO, Optional.empty())))
        .containsExactlyInAnyOrder(Action.RETRY, Action.RESOLVE, Action.TAKE_OVER);
  }
}
