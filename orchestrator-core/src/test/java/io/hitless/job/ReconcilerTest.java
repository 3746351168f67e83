package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.job.Intent.Kind;
import io.hitless.testing.Some;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconcilerTest {
  private static final Path PAGE = Path.of("..", "docs", "reconcile.md");
  private static final Pace REAL = new Pace(1, new Random(1));

  private record Cell(Set<Kind> last, Situation seen) {}

  /// The rows of the design, one by one.
  @ParameterizedTest(name = "{0} × {1} → {2}")
  @CsvSource({
    ", OLD_CLEAN, GO_ON",
    ", ADDED, FOREIGN",
    ", ACTIVATING, FOREIGN",
    ", ACTIVATED, FOREIGN",
    ", COMMITTING, FOREIGN",
    ", OTHER_UPGRADE, FOREIGN",
    "COPY, FILE_RIGHT, DONE",
    "COPY, FILE_ABSENT, NOT_DONE",
    "COPY, FILE_WRONG, NOT_DONE",
    "ADD, LISTED, DONE",
    "ADD, ADDED, DONE",
    "ADD, OLD_CLEAN, NOT_DONE",
    "ADD, LISTED_PARTLY, PARTIAL",
    "ACTIVATE, ADDED, NOT_DONE",
    "ACTIVATE, LISTED, NOT_DONE",
    "ACTIVATE, ACTIVATING, RUNNING",
    "ACTIVATE, ACTIVATED, DONE",
    "ACTIVATE, OLD_CLEAN, ROLLED_BACK",
    "ACTIVATE, LISTED_AFTER_RELOAD, ROLLED_BACK",
    "ACTIVATE, MIXED, MIXED",
    "COMMIT, ACTIVATED, NOT_DONE",
    "COMMIT, COMMITTING, RUNNING",
    "COMMIT, TARGET_CLEAN, DONE",
    "COMMIT, OLD_CLEAN, ROLLED_BACK",
    "COMMIT, LISTED, ROLLED_BACK",
    "ABORT, ACTIVATED, RUNNING",
    "ABORT, MIXED, RUNNING",
    "ABORT, OLD_PEER_AWAY, RUNNING",
    "ABORT, OLD_CLEAN, DONE",
    "ABORT, LISTED_AFTER_RELOAD, DONE",
    "REMOVE_INACTIVE, OLD_CLEAN, DONE",
    "REMOVE_INACTIVE, LISTED, NOT_DONE",
    "COMMIT, STRANGE, UNRECOGNISED",
    "ACTIVATE, TARGET_CLEAN, UNRECOGNISED",
  })
  void the_design_and_the_table_agree(Kind last, Situation seen, Verdict verdict) {
    assertThat(Reconciler.verdict(Optional.ofNullable(last), seen)).isEqualTo(verdict);
  }

  @Test
  void every_combination_has_one_verdict_and_no_two_rules_claim_it() {
    var claimed = new HashSet<Cell>();
    for (Reconciler.Rule rule : Reconciler.TABLE) {
      for (Situation seen : rule.seen()) {
        assertThat(claimed.add(new Cell(rule.last(), seen)))
            .as("%s × %s", rule.last(), seen)
            .isTrue();
      }
    }
    for (Optional<Kind> last : ReconcileTable.columns()) {
      for (Situation seen : Situation.values()) {
        boolean named = claimed.contains(new Cell(last.map(Set::of).orElse(Set.of()), seen));
        assertThat(Reconciler.verdict(last, seen) != Verdict.UNRECOGNISED).isEqualTo(named);
      }
    }
  }

  @Test
  void nothing_strange_is_ever_taken_for_something_of_ours() {
    for (Kind kind : Kind.values()) {
      assertThat(Reconciler.verdict(Optional.of(kind), Situation.STRANGE))
          .isEqualTo(Verdict.UNRECOGNISED);
      assertThat(Reconciler.verdict(Optional.of(kind), Situation.OTHER_UPGRADE))
          .isIn(Verdict.FOREIGN, Verdict.UNRECOGNISED);
    }
  }

  @Test
  void a_commit_is_sent_again_only_to_an_activated_device_and_an_abort_never() {
    for (Situation seen : EnumSet.allOf(Situation.class)) {
      assertThat(Reconciler.verdict(Optional.of(Kind.COMMIT), seen) == Verdict.NOT_DONE)
          .isEqualTo(seen == Situation.ACTIVATED);
      assertThat(Reconciler.verdict(Optional.of(Kind.ABORT), seen)).isNotEqualTo(Verdict.NOT_DONE);
    }
  }

  @Test
  void a_command_that_may_still_begin_is_not_called_undone() {
    Instant sent = Some.NOW;
    Optional<Intent> open = Optional.of(intent(sent, Optional.empty()));
    Optional<Intent> refused = Optional.of(intent(sent, Optional.of("refused")));
    Instant soon = sent.plusSeconds(60);
    Instant late = sent.plus(Reconciler.showsWithin(Kind.ACTIVATE)).plusSeconds(1);
    assertThat(Reconciler.verdict(open, Situation.LISTED, soon, REAL)).isEqualTo(Verdict.STARTING);
    assertThat(Reconciler.verdict(open, Situation.LISTED, late, REAL)).isEqualTo(Verdict.NOT_DONE);
    assertThat(Reconciler.verdict(refused, Situation.LISTED, soon, REAL))
        .isEqualTo(Verdict.NOT_DONE);
    assertThat(Reconciler.verdict(open, Situation.ACTIVATING, soon, REAL))
        .isEqualTo(Verdict.RUNNING);
  }

  @Test
  void the_documented_table_is_the_one_that_runs() throws IOException {
    if (Boolean.getBoolean("hitless.write-docs")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, ReconcileTable.page());
    }
    assertThat(PAGE).hasContent(ReconcileTable.page());
  }

  private static Intent intent(Instant at, Optional<String> settledAs) {
    return new Intent(
        1,
        new JobId(UUID.randomUUID()),
        Stage.ACTIVATING,
        Kind.ACTIVATE,
        "install activate issu",
        1,
        at,
        settledAs);
  }
}
